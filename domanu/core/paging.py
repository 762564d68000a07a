"""Pages of long lists. Keyset paging: the next page starts after the last row seen, however many rows came in between.

What is ranked has no such key: it is paged by counting rows, and not for ever.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Numeric, Select, Uuid, literal, tuple_

from .db import db

T = TypeVar("T")
MOST_RANKED = 1000
KEY_BYTES = 16
AMOUNT = re.compile(rb"\d{1,10}(\.\d{1,2})?")
OFFSET = re.compile(r"[0-9]{1,4}")


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
    return fetch_first(first_page(statement, key, size=size, oldest_first=oldest_first), size=size)


def first_page(
    statement: Select[*tuple[Any, ...]], key: ColumnElement[UUID] | Any, *, size: int, oldest_first: bool = False
) -> Select[*tuple[Any, ...]]:
    """To be kept by whoever asks for it often: building a statement takes longer than running it."""
    order = key.asc() if oldest_first else key.desc()
    return statement.add_columns(key.label("cursor")).order_by(order).limit(size + 1)


def fetch_first(first: Select[*tuple[Any, ...]], *, size: int, **values: object) -> Page[Any]:
    """`values` are what its parameters stand for."""
    rows = db.session.execute(first, values).all()
    return _page(rows, size, lambda row: write_cursor(row.cursor))


def fetch_by_amount(
    statement: Select[*tuple[Any, ...]],
    amount: ColumnElement[Decimal] | Any,
    key: ColumnElement[UUID] | Any,
    *,
    after: str | None,
    size: int,
    most_first: bool = False,
) -> Page[Any]:
    """Least first, or most first; of equal ones the oldest, or the newest, so that one index does for both."""
    start, place = read_amount_cursor(after), tuple_(amount, key)
    if start is not None:
        seen = tuple_(literal(start[0], Numeric()), literal(start[1], Uuid()))
        statement = statement.where(place < seen if most_first else place > seen)
    order = (amount.desc(), key.desc()) if most_first else (amount.asc(), key.asc())
    columns = (amount.label("cursor_amount"), key.label("cursor"))
    rows = db.session.execute(statement.add_columns(*columns).order_by(*order).limit(size + 1)).all()
    return _page(rows, size, lambda row: write_amount_cursor(row.cursor_amount, row.cursor))


def fetch_by_instant(
    statement: Select[*tuple[Any, ...]],
    instant: ColumnElement[datetime] | Any,
    key: ColumnElement[UUID] | Any,
    *,
    after: str | None,
    size: int,
    latest_first: bool = False,
    row: Callable[..., Any] | None = None,
) -> Page[Any]:
    """Earliest first, or latest first. `row` is what each is made into, with the two of its cursor last."""
    start, place = read_instant_cursor(after), tuple_(instant, key)
    if start is not None:
        seen = tuple_(literal(start[0], DateTime(timezone=True)), literal(start[1], Uuid()))
        statement = statement.where(place < seen if latest_first else place > seen)
    order = (instant.desc(), key.desc()) if latest_first else (instant.asc(), key.asc())
    columns = (instant.label("cursor_at"), key.label("cursor"))
    found = db.session.execute(statement.add_columns(*columns).order_by(*order).limit(size + 1)).all()
    rows = [row(*each) for each in found] if row else found
    return _page(rows, size, lambda last: write_instant_cursor(last.cursor_at, last.cursor))


def read_offset(after: str | None) -> int:
    """How many ranked rows to pass over; nobody pages through more than `MOST_RANKED`."""
    return min(int(after), MOST_RANKED) if after and OFFSET.fullmatch(after) else 0


def ranked_page(rows: Sequence[T], *, after: str | None, size: int) -> Page[T]:
    """`rows` are one more than the page holds, if there are that many."""
    seen = read_offset(after) + size
    return _page(rows, size, lambda _row: str(seen)) if seen < MOST_RANKED else Page(rows[:size], None)


def write_cursor(key: UUID) -> str:
    return _encode(key.bytes)


def read_cursor(cursor: str | None) -> UUID | None:
    """A cursor that makes no sense starts at the first page."""
    content = _decode(cursor)
    return UUID(bytes=content) if len(content) == KEY_BYTES else None


def write_amount_cursor(amount: Decimal, key: UUID) -> str:
    return _encode(key.bytes + str(amount).encode())


def read_amount_cursor(cursor: str | None) -> tuple[Decimal, UUID] | None:
    content = _decode(cursor)
    key, amount = content[:KEY_BYTES], content[KEY_BYTES:]
    return (Decimal(amount.decode()), UUID(bytes=key)) if AMOUNT.fullmatch(amount) else None


def write_instant_cursor(instant: datetime, key: UUID) -> str:
    return _encode(key.bytes + instant.isoformat().encode())


def read_instant_cursor(cursor: str | None) -> tuple[datetime, UUID] | None:
    content = _decode(cursor)
    key, instant = content[:KEY_BYTES], content[KEY_BYTES:]
    try:
        at = datetime.fromisoformat(instant.decode())
    except ValueError:
        return None
    return (at, UUID(bytes=key)) if at.tzinfo and len(key) == KEY_BYTES else None


def _page(rows: Sequence[T], size: int, cursor_of: Callable[[T], str]) -> Page[T]:
    return Page(rows[:size], cursor_of(rows[size - 1]) if len(rows) > size else None)


def _encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _decode(cursor: str | None) -> bytes:
    try:
        return urlsafe_b64decode(f"{cursor}==") if cursor else b""
    except ValueError:
        return b""
