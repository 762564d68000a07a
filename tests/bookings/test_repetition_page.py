"""The same time every week, on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domanu.bookings.models import Booking
from domanu.bookings.operations.holds import hold_time
from domanu.calendar.operations.blocks import block_time
from domanu.core.db import db
from tests.support.client import HX, Client
from tests.support.people import Person
from tests.support.statements import noted_statements

WEEK, HOUR = timedelta(weeks=1), timedelta(hours=1)


@pytest.fixture
def here(calculus: UUID, bob: Person, monday: datetime) -> str:
    """Monday at ten is kept for Bob."""
    key = hold_time(calculus, bob.id, starts_at=monday, duration=60).id
    db.session.commit()
    return f"/holds/{key}/repetition"


@pytest.fixture
def reader(sign_in_as: Callable[[Person], Client], bob: Person) -> Client:
    return sign_in_as(bob)


def test_it_works(reader: Client, here: str, monday: datetime) -> None:
    page = reader.get(f"{here}?weeks=3").text
    assert page.count('type="checkbox"') == page.count("checked") == 3
    assert "Book all 3 · $120" in page
    answer = reader.submit(here, **_ticked(monday, 1, 2), number="3")
    assert answer.status_code == 303
    assert answer.location.startswith("/bookings/")
    assert _booked() == [monday, monday + WEEK, monday + 2 * WEEK]
    assert reader.submit(here, **_ticked(monday, 1, 2), number="3").location == answer.location
    assert len(_booked()) == 3


def test_conflicts_are_told(reader: Client, here: str, alice: Person, bob: Person, monday: datetime) -> None:
    block_time(alice.id, starts_at=monday + WEEK, ends_at=monday + WEEK + HOUR)
    block_time(bob.id, starts_at=monday + 2 * WEEK, ends_at=monday + 2 * WEEK + HOUR, label="Dentist")
    db.session.commit()
    page = reader.get(f"{here}?weeks=4").text
    assert "It is taken." in page
    assert "You have “Dentist” then." in page
    assert (page.count("checked"), page.count("disabled")) == (2, 2)
    assert "Book all 2 · $80" in page


def test_ticking_changes_the_button(reader: Client, here: str, monday: datetime) -> None:
    fields = {**_ticked(monday, 1), "weeks": "4", "chosen": "4"}
    fragment = reader.get(here, query_string=fields, headers=HX).text
    assert "<h1>" not in fragment
    assert "Book all 2 · $80" in fragment


def test_what_the_button_says_is_what_is_booked(reader: Client, here: str, monday: datetime) -> None:
    answer = reader.submit(here, **_ticked(monday, 1), number="3")
    assert answer.status_code == 422
    assert "Book all 2 · $80" in answer.text
    assert _booked() == []


def test_somebody_was_quicker(reader: Client, here: str, alice: Person, monday: datetime) -> None:
    """While it was read, and while it was booked."""
    block_time(alice.id, starts_at=monday + WEEK, ends_at=monday + WEEK + HOUR)
    db.session.commit()
    answer = reader.submit(here, **_ticked(monday, 1, 2), number="3", notes="Bring a pencil")
    assert answer.status_code == 422
    assert "Bring a pencil" in answer.text
    assert _booked() == []


def test_their_own_time_is_taken(reader: Client, here: str, bob: Person, monday: datetime) -> None:
    block_time(bob.id, starts_at=monday + WEEK, ends_at=monday + WEEK + HOUR, label="Dentist")
    db.session.commit()
    answer = reader.submit(here, **_ticked(monday, 1), number="2")
    assert answer.status_code == 409
    assert "Dentist" in answer.text
    assert _booked() == []
    assert reader.submit(here, **_ticked(monday, 1), number="2", anyway="yes").status_code == 303
    assert len(_booked()) == 2


@pytest.mark.parametrize("weeks", ["", "0", "-1", "99999", "many", "1000000000000"])
def test_nonsense(reader: Client, here: str, weeks: str) -> None:
    assert reader.get(f"{here}?weeks={weeks}").status_code == 200


def test_it_requires_its_owner(sign_in_as: Callable[[Person], Client], here: str, charlie: Person) -> None:
    stranger = sign_in_as(charlie)
    assert stranger.get(here).status_code == 404
    assert stranger.submit(here, number="1").status_code == 404


def _ticked(monday: datetime, *weeks: int) -> dict[str, object]:
    return {"at": [(monday + week * WEEK).isoformat() for week in weeks], "weeks": "3", "chosen": "3"}


def _booked() -> list[datetime]:
    return list(db.session.scalars(select(Booking.scheduled_at).order_by(Booking.scheduled_at)))


def test_it_does_not_grow(reader: Client, here: str) -> None:
    counts = set()
    for weeks in (2, 8, 26):
        with noted_statements() as run:
            reader.get(f"{here}?weeks={weeks}")
        counts.add(len(run))
    assert counts == {10}
