"""One time, and many who want it: exactly one gets it, and the others are told why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, text

from domanu.bookings.errors import NotOffered
from domanu.bookings.models import Booking, Hold
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.bookings.operations.moving import move_booking
from domanu.calendar.errors import TimeTaken
from domanu.calendar.operations.blocks import block_time
from domanu.core.db import db, new_id
from domanu.core.time import now
from tests.support.crowd import Crowd, Work, allowed_to_overlap
from tests.support.races import without

from .booking_town import Town

CLIENTS, ROUNDS = 30, 20
MANY, LONG = 50, 200
HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
LOCK = " FOR NO KEY UPDATE"
LOST = (TimeTaken, NotOffered)
OVERLAPS = """
SELECT count(*) FROM time_claims AS one JOIN time_claims AS other
ON one.resource_id = other.resource_id AND one.id < other.id AND one.during && other.during
WHERE one.released_at IS NULL AND other.released_at IS NULL
"""
Wanted = Callable[[Town, datetime, int], list[Work]]


def one_slot(town: Town, time: datetime, clients: int) -> list[Work]:
    return [_booking(town.lessons[0], 60, customer, time) for customer in town.customers[:clients]]


def overlapping_slots(town: Town, time: datetime, clients: int) -> list[Work]:
    """Of two services: no two of them fit beside each other, be it for their buffers alone."""
    lesson, visit = (town.lessons[0], 60), (town.visit, 45)
    kinds = [(*lesson, time), (*lesson, time + 2 * QUARTER), (*visit, time + QUARTER), (*visit, time + 3 * QUARTER)]
    mixed = enumerate(town.customers[:clients])
    return [_booking(*kinds[place % 4][:2], customer, kinds[place % 4][2]) for place, customer in mixed]


def requests(town: Town, time: datetime, clients: int) -> list[Work]:
    """All of them had chosen it, and have let their holds run out."""
    chosen: dict[str, Any] = {"scheduled_at": time, "duration": 45, "total_amount": Decimal(40)}
    chosen |= {"service_id": town.visit, "seller_id": town.sellers[0], "expires_at": now() - HOUR}
    holds = [chosen | {"id": new_id(), "customer_id": customer} for customer in town.customers[:clients]]
    db.session.execute(delete(Hold))
    db.session.execute(insert(Hold), holds)
    db.session.commit()
    return [partial(book_time, hold["id"], hold["customer_id"]) for hold in holds]


def moving_and_booking(town: Town, time: datetime, clients: int) -> list[Work]:
    """Some move what they have booked, their seller moves as much, and the others want to book."""
    third = clients // 3
    mine = select(Booking).where(Booking.service_id == town.lessons[0], Booking.status == "confirmed")
    bookings = db.session.scalars(mine.order_by(Booking.id.desc()).limit(2 * third)).all()
    moves = [_moving(booking, place < third, time) for place, booking in enumerate(bookings)]
    rest = town.customers[:clients][len(moves) :]
    return moves + [_booking(town.lessons[0], 60, customer, time) for customer in rest]


def blocking_and_booking(town: Town, time: datetime, clients: int) -> list[Work]:
    seller, half = town.sellers[0], clients // 2

    def block() -> UUID:
        return block_time(seller, starts_at=time, ends_at=time + HOUR)

    return [block] * half + one_slot(town, time, clients)[half:]


ALL = pytest.mark.parametrize(
    "wanted", [one_slot, overlapping_slots, requests, moving_and_booking, blocking_and_booking]
)


@ALL
def test_one_wins(booking_app: Flask, crowd: Crowd, town: Town, wanted: Wanted) -> None:
    play(booking_app, crowd, town, wanted, CLIENTS, ROUNDS)


@ALL
@pytest.mark.soak
def test_one_wins_each_of_many(booking_app: Flask, crowd: Crowd, town: Town, wanted: Wanted) -> None:
    play(booking_app, crowd, town, wanted, MANY, LONG)


@ALL
def test_twin_with_several_winners(booking_app: Flask, crowd: Crowd, town: Town, wanted: Wanted) -> None:
    with allowed_to_overlap(booking_app), without(booking_app, LOCK), pytest.raises(AssertionError):
        play(booking_app, crowd, town, wanted, CLIENTS, ROUNDS)


def play(app: Flask, crowd: Crowd, town: Town, wanted: Wanted, clients: int, rounds: int) -> None:
    for _ in range(rounds):
        with app.app_context():
            works = wanted(town, town.next_slot(), clients)
        check_one_won(crowd.rush(works), clients)
    with app.app_context():
        assert db.session.scalar(text(OVERLAPS)) == 0


def check_one_won(outcomes: list[Any], clients: int) -> None:
    told = Counter(type(outcome).__name__ for outcome in outcomes if isinstance(outcome, Exception))
    assert sum(told.values()) == clients - 1, told
    assert not told.keys() - {refusal.__name__ for refusal in LOST}


def _booking(service: UUID, duration: int, customer: UUID, starts_at: datetime) -> Work:
    def book() -> list[UUID]:
        hold = hold_time(service, customer, starts_at=starts_at, duration=duration)
        db.session.commit()
        return book_time(hold.id, customer)

    return book


def _moving(booking: Booking, by_seller: bool, starts_at: datetime) -> Work:
    key, actor_id, seen = booking.id, booking.seller_id if by_seller else booking.customer_id, booking.edition
    return partial(move_booking, key, actor_id, starts_at=starts_at, seen=seen)
