"""Keyset paging: the next page starts after the last row seen, however many rows came in between."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, literal

from .db import db

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    rows: Sequence[T]
    after: str | None
    """What to ask the next page for; None on the last one."""


def fetch_page(
    statement: Select[*tuple[Any, ...]],
    key: ColumnElement[UUID] | Any,
    *,
    after: str | None,
    size: int,
    oldest_first: bool = False,
) -> Page[Any]:
    """Newest first, or what has waited longest: `key` is a column of version 7 identifiers, which sort by time."""
    start = read_cursor(after)
    if start is not None:
        seen = literal(start, Uuid())
        statement = statement.where(key > seen if oldest_first else key < seen)
    order = key.asc() if oldest_first else key.desc()
    rows = db.session.execute(statement.add_columns(key.label("cursor")).order_by(order).limit(size + 1)).all()
    more = len(rows) > size
    rows = rows[:size]
    return Page(rows, write_cursor(rows[-1].cursor) if more else None)


def write_cursor(key: UUID) -> str:
    return urlsafe_b64encode(key.bytes).rstrip(b"=").decode()


def read_cursor(cursor: str | None) -> UUID | None:
    """A cursor that makes no sense starts at the first page."""
    try:
        return UUID(bytes=urlsafe_b64decode(f"{cursor}==")) if cursor else None
    except ValueError:
        return None
