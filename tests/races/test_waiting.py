"""One freed time, and many who wait for it, come, go, or try to be quicker: the first who still waits is offered it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from domanu.bookings.models import Hold, Wait
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.bookings.operations.moves import cancel_booking
from domanu.bookings.operations.turns import OPEN
from domanu.bookings.operations.waiting import join_waiting_list, leave_waiting_list, offer_time
from domanu.calendar.errors import TimeTaken
from domanu.calendar.hours import Span
from domanu.calendar.models import TimeClaim
from domanu.calendar.operations.exceptions import set_days
from domanu.core.db import db
from domanu.core.time import now
from tests.support.crowd import Crowd, Work, allowed_to_overlap
from tests.support.hours import make_bookable
from tests.support.races import without

from .booking_town import Town

CLIENTS, ROUNDS = 30, 20
MANY, LONG = 50, 200
LOCK = " FOR NO KEY UPDATE"
NOON = Span(12 * 60, 13 * 60)
WAITING, LEAVING, JOINING = 8, 4, 8
"""Of those who wait, the first few leave; others join while they do."""


class Days(NamedTuple):
    """The second seller's lesson can be had at noon, on one more day each round."""

    town: Town
    numbers: Iterator[int]

    @property
    def lesson(self) -> UUID:
        return self.town.lessons[1]

    @property
    def seller(self) -> UUID:
        return self.town.sellers[1]

    def next_day(self) -> date:
        day = now().date() + timedelta(days=2 + next(self.numbers))
        set_days(self.seller, day, day, (NOON,), service_id=self.lesson)
        return day


@pytest.fixture(scope="module")
def days(booking_app: Flask, town: Town) -> Days:
    with booking_app.app_context():
        make_bookable(town.lessons[1], availability={})
    return Days(town, count())


def test_the_last_offer(booking_app: Flask, crowd: Crowd, days: Days) -> None:
    play(booking_app, crowd, days, CLIENTS, ROUNDS)


@pytest.mark.soak
def test_the_last_offer_of_many(booking_app: Flask, crowd: Crowd, days: Days) -> None:
    play(booking_app, crowd, days, MANY, LONG)


def test_twin_with_several_offers(booking_app: Flask, crowd: Crowd, days: Days) -> None:
    with allowed_to_overlap(booking_app), without(booking_app, LOCK), pytest.raises(AssertionError):
        play(booking_app, crowd, days, CLIENTS, ROUNDS)


def play(app: Flask, crowd: Crowd, days: Days, clients: int, rounds: int) -> None:
    for _ in range(rounds):
        with app.app_context():
            works, heir = prepare(days, clients)
        outcomes = crowd.rush(works)
        with app.app_context():
            check(days, heir, outcomes)


def prepare(days: Days, clients: int) -> tuple[list[Work], UUID]:
    """What everybody does at once, and the place on the list that has to be offered the time in the end."""
    day = days.next_day()
    db.session.execute(update(Wait).where(Wait.status.in_(OPEN)).values(status="over"))  # nobody has so many places
    at = datetime.combine(day, time(12), UTC)
    holder, *others = days.town.customers[:clients]
    [booked] = book_time(hold_time(days.lesson, holder, starts_at=at, duration=60).id, holder)
    join = partial(join_waiting_list, days.lesson, day=day, duration=60)
    waiting, joining = others[:WAITING], others[WAITING : WAITING + JOINING]
    waits = [join(customer) for customer in waiting]
    db.session.commit()
    leaves = [partial(leave_waiting_list, *both) for both in zip(waits[:LEAVING], waiting[:LEAVING], strict=True)]
    joins = [partial(join, customer) for customer in joining]
    looks = [partial(offer_time, str(days.seller))] * 2
    works: list[Work] = [partial(cancel_booking, booked, holder), *leaves, *joins, *looks]
    rest = others[WAITING + JOINING :][: clients - len(works)]
    return [*works, *(_booking(days.lesson, customer, at) for customer in rest)], waits[LEAVING]


def check(days: Days, heir: UUID, outcomes: list[Any]) -> None:
    failures = Counter(type(outcome).__name__ for outcome in outcomes if isinstance(outcome, Exception))
    day = select(Wait.day).where(Wait.id == heir).scalar_subquery()
    offered = db.session.scalars(select(Wait.id).where(Wait.day == day, Wait.status == "offered")).all()
    at = func.date(func.timezone("UTC", TimeClaim.starts_at)) == day
    mine = (TimeClaim.resource_id == days.seller, TimeClaim.released_at.is_(None), at)
    claims = db.session.execute(
        select(TimeClaim.kind, Hold.wait_id).outerjoin(Hold, Hold.id == TimeClaim.subject_id).where(*mine)
    )
    assert not failures.keys() - {TimeTaken.__name__}, failures
    assert offered == [heir]
    assert [tuple(claim) for claim in claims] == [("hold", heir)]


def _booking(service: UUID, customer: UUID, starts_at: datetime) -> Work:
    def book() -> list[UUID]:
        hold = hold_time(service, customer, starts_at=starts_at, duration=60)
        db.session.commit()
        return book_time(hold.id, customer)

    return book
