"""The same time, week after week."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from domanu.bookings.errors import HoldGone, OwnTimeTaken
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.bookings.operations.series import MOST_WEEKS, same_time_weekly, weeks_ahead
from domanu.calendar.errors import TimeTaken
from domanu.calendar.operations.blocks import block_time
from domanu.calendar.operations.exceptions import set_days
from domanu.core.db import db
from domanu.core.time import now
from domanu.marketplaces import join_marketplace
from domanu.services import create_service
from tests.support.hours import make_bookable
from tests.support.people import Person

WEEK = timedelta(weeks=1)
HOUR = timedelta(hours=1)
NOON = datetime.combine(now().date() + timedelta(days=2), time(12), UTC)


@pytest.fixture
def lesson(market: str, alice: Person, bob: Person, charlie: Person) -> UUID:
    for person in (alice, bob, charlie):
        join_marketplace(market, person.id)
    key = create_service(market, alice.id, name="Lesson", description="", price=Decimal(40))
    make_bookable(key)
    return key


@pytest.fixture
def held(lesson: UUID, bob: Person) -> UUID:
    """Noon, the day after tomorrow, is kept for Bob."""
    return hold_time(lesson, bob.id, starts_at=NOON, duration=60).id


def test_it_works(held: UUID, bob: Person) -> None:
    weeks = weeks_ahead(held, bob.id, 5)
    assert [week.starts_at for week in weeks] == [NOON + number * WEEK for number in range(5)]
    assert all(week.is_free and not week.why for week in weeks)
    booked = book_time(held, bob.id, also=[week.starts_at for week in weeks[1:]])
    assert len(booked) == 5


def test_each_week_says_why_not(held: UUID, lesson: UUID, alice: Person, bob: Person, charlie: Person) -> None:
    day = NOON.date()
    other = hold_time(lesson, charlie.id, starts_at=NOON + WEEK, duration=60)
    set_days(alice.id, day + 2 * WEEK, day + 2 * WEEK, ())
    block_time(alice.id, starts_at=NOON + 3 * WEEK, ends_at=NOON + 3 * WEEK + HOUR)
    block_time(bob.id, starts_at=NOON + 4 * WEEK, ends_at=NOON + 4 * WEEK + HOUR, label="Dentist")
    weeks = weeks_ahead(held, bob.id, 10)
    assert [week.is_free for week in weeks] == [True, False, False, False, True, *[True] * 4, False]
    assert [week.why for week in weeks[1:5]] == [
        "It is taken.",
        "Nothing is offered at this time that day.",
        "It is taken.",
        "You have “Dentist” then.",
    ]
    assert weeks[9].why == "It is too far ahead to be booked yet."
    with pytest.raises(TimeTaken):
        book_time(held, bob.id, also=[other.scheduled_at])


def test_all_or_none(held: UUID, bob: Person) -> None:
    block_time(bob.id, starts_at=NOON + WEEK, ends_at=NOON + WEEK + HOUR)
    with pytest.raises(OwnTimeTaken), db.session.begin_nested():
        book_time(held, bob.id, also=[NOON + WEEK, NOON + 2 * WEEK])
    assert len(book_time(held, bob.id, also=[NOON + WEEK, NOON + 2 * WEEK], anyway=True)) == 3


def test_somebody_elses_hold_is_not_ones_own(held: UUID, charlie: Person) -> None:
    with pytest.raises(HoldGone):
        weeks_ahead(held, charlie.id, 5)


def test_never_more_than_half_a_year(held: UUID, bob: Person) -> None:
    assert len(weeks_ahead(held, bob.id, 100)) == MOST_WEEKS


@pytest.mark.parametrize(
    ("zone", "first", "hours"),
    [
        ("Europe/London", datetime(2027, 3, 21, 14, tzinfo=UTC), [14, 13, 13]),
        ("America/New_York", datetime(2026, 10, 25, 18, tzinfo=UTC), [18, 19, 19]),
        ("Asia/Tokyo", datetime(2027, 3, 21, 14, tzinfo=UTC), [14, 14, 14]),
    ],
)
def test_the_clock_on_the_wall_stays(zone: str, first: datetime, hours: list[int]) -> None:
    assert [time.hour for time in same_time_weekly(first, 3, zone)] == hours


def test_a_time_that_does_not_exist_is_when_the_clock_jumps() -> None:
    sunday = datetime(2027, 3, 21, 1, 30, tzinfo=UTC)
    assert same_time_weekly(sunday, 3, "Europe/London")[1:] == [
        datetime(2027, 3, 28, 1, tzinfo=UTC),
        datetime(2027, 4, 4, 0, 30, tzinfo=UTC),
    ]
