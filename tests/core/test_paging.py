from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from domanu.core.db import db
from domanu.core.events import Event, emit
from domanu.core.paging import (
    MOST_RANKED,
    Page,
    fetch_page,
    ranked_page,
    read_amount_cursor,
    read_cursor,
    read_instant_cursor,
    read_offset,
    write_amount_cursor,
    write_cursor,
    write_instant_cursor,
)


def names(after: str | None, size: int) -> tuple[list[str], str | None]:
    page = fetch_page(select(Event.name).where(Event.name.like("page %")), Event.id, after=after, size=size)
    return [row.name for row in page.rows], page.after


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 50])
def test_every_row_once(app: object, size: int) -> None:
    for number in range(7):
        emit(f"page {number}")
    seen, after = names(None, size)
    while after:
        emit("page of later")
        more, after = names(after, size)
        seen += more
    assert seen == [f"page {number}" for number in reversed(range(7))]


def test_what_has_waited_longest_first(app: object) -> None:
    for number in range(7):
        emit(f"page {number}")
    seen, after = [], None
    while True:
        page = fetch_page(select(Event.name), Event.id, after=after, size=3, oldest_first=True)
        seen += [row.name for row in page.rows]
        after = page.after
        if after is None:
            break
    assert seen == [f"page {number}" for number in range(7)]


def test_nothing(app: object) -> None:
    assert names(None, 5) == ([], None)


@given(st.uuids())
def test_cursor_keeps_the_key(key: UUID) -> None:
    assert read_cursor(write_cursor(key)) == key


@given(st.text(max_size=40))
def test_senseless_cursor_starts_over(cursor: str) -> None:
    assert read_cursor(cursor) is None or isinstance(read_cursor(cursor), UUID)


def test_cursor_of_a_row_that_is_gone(app: object) -> None:
    emit("page only")
    db.session.flush()
    assert names(write_cursor(uuid4()), 5)[1] is None


@given(st.decimals(0, 999_999, places=2), st.uuids())
def test_cursor_keeps_the_amount(amount: Decimal, key: UUID) -> None:
    assert read_amount_cursor(write_amount_cursor(amount, key)) == (amount, key)


@given(st.text(max_size=60))
def test_senseless_cursors_of_other_kinds_start_over(cursor: str) -> None:
    assert read_amount_cursor(cursor) is None or read_amount_cursor(cursor)
    assert 0 <= read_offset(cursor) <= MOST_RANKED


def test_ranked_pages_end() -> None:
    assert ranked_page([1, 2, 3], after=None, size=2) == Page([1, 2], "2")
    assert ranked_page([1, 2], after="2", size=2) == Page([1, 2], None)
    assert ranked_page([1, 2, 3], after=str(MOST_RANKED - 2), size=2) == Page([1, 2], None)


def test_an_instant_and_a_key_go_there_and_back() -> None:
    at, key = datetime(2026, 11, 24, 14, 0, 0, 5, tzinfo=UTC), uuid4()
    assert read_instant_cursor(write_instant_cursor(at, key)) == (at, key)


@pytest.mark.parametrize("cursor", [None, "", "x", "AAAA", "A" * 40, write_amount_cursor(Decimal(5), UUID(int=1))])
def test_no_instant(cursor: str | None) -> None:
    assert read_instant_cursor(cursor) is None
