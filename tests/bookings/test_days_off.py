"""What is booked already on days off: it stays, and is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domanu.calendar.operations.exceptions import booked_on_exceptions, coming_exceptions
from tests.bookings.conftest import Book
from tests.support.client import Client
from tests.support.hours import ALL_DAY
from tests.support.people import Person

THERE = "America/New_York"


@pytest.fixture
def drawing(sell: Callable[..., UUID], alice: Person, bob: Person) -> UUID:
    return sell(alice, bob, availability=ALL_DAY, time_zone=THERE)


def test_it_is_told(
    drawing: UUID, book: Book, monday: datetime, alice: Person, bob: Person, sign_in_as: Callable[[Person], Client]
) -> None:
    """By the clock of the place: late in the evening there, it is the next day elsewhere."""
    own, day = sign_in_as(alice), monday.date() + timedelta(days=2)
    late = datetime.combine(day, time(22), ZoneInfo(THERE))
    for begins in (late, late - timedelta(hours=12), late - timedelta(days=1)):
        book(drawing, bob, begins)
    own.submit("/selling/days-off", first=str(day), kind="closed")
    own.submit("/selling/days-off", first=str(day + timedelta(1)), kind="closed", note="Nobody comes.")
    first, _second = coming_exceptions(alice.id)
    assert booked_on_exceptions(alice.id, "UTC") == {first.id: 2}
    page = own.get("/selling/hours").text
    assert f'<a href="/selling/calendar?at={day}">Two bookings stay</a>' in page
    assert page.count("stay</a>") == 1
