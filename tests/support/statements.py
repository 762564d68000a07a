"""The statements that something runs, as the database gets them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Connection

from domanu.core.db import db


@contextmanager
def noted_statements() -> Iterator[list[str]]:
    """Savepoints are not counted: they cost no journey of their own in the pages."""
    noted: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if "SAVEPOINT" not in statement:
            noted.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
