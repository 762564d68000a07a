"""The whole database as it stands, and what has become of it since."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import literal, select, text, union_all
from sqlalchemy.engine import Connection

from domanu.core.db import Base

Row = dict[str, Any]
Snapshot = dict[tuple[str, str], Row]
# A session that is used lives on; the limits count.
OF_NO_INTEREST = frozenset({"rate_limits", "sessions"})


class Change(NamedTuple):
    table: str
    before: Row | None
    after: Row | None

    @property
    def columns(self) -> set[str]:
        """`marketplaces.title` of a row that was changed; `marketplaces +` and `marketplaces -` of whole ones."""
        if self.before is None or self.after is None:
            return {f"{self.table} {'-' if self.after is None else '+'}"}
        return {f"{self.table}.{name}" for name, value in self.after.items() if self.before[name] != value}


def take_snapshot(connection: Connection) -> Snapshot:
    """In one statement, so that it may be taken often."""
    tables = [table for name, table in Base.metadata.tables.items() if name not in OF_NO_INTEREST]
    each = [select(literal(t.name), text(f'to_jsonb("{t.name}")')).select_from(t) for t in tables]
    return {(name, _key(name, row)): row for name, row in connection.execute(union_all(*each))}


def changes_between(before: Snapshot, after: Snapshot) -> list[Change]:
    keys = sorted(before.keys() | after.keys())
    return [Change(key[0], before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]


def _key(table: str, row: Row) -> str:
    return "|".join(str(row[column.name]) for column in Base.metadata.tables[table].primary_key)
