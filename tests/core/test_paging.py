from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from domanu.core.db import db
from domanu.core.events import Event, emit
from domanu.core.paging import fetch_page, read_cursor, write_cursor


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
