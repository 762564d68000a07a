"""What one person can do once: three holds, one press, one place at a time. And a service that goes meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from domanu.bookings.errors import NotOffered, OwnTimeTaken, TooManyHolds
from domanu.bookings.models import Booking, Hold
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import MOST_HOLDS, hold_time
from domanu.calendar.models import TimeClaim
from domanu.core.db import db
from domanu.core.refusals import Hidden
from domanu.services import delete_service
from domanu.services.models import Service
from domanu.services.operations.services import take_down
from tests.support.crowd import Crowd, Work, allowed_to_overlap
from tests.support.races import without

from .booking_town import Town, sell

CLIENTS, ROUNDS = 30, 4
LOCKS = (" FOR NO KEY UPDATE", " FOR SHARE")
HOUR = timedelta(hours=1)
Play = Callable[[Flask, Crowd, Town], None]


def hold_much(app: Flask, crowd: Crowd, town: Town) -> None:
    """Each of many services at a time of its own, more than once."""
    with app.app_context():
        _let_go_of_all()
        lessons = [*town.lessons, *(_fresh(town) for _ in range(2))]
    works = [_holding(lesson, town.customers[0], town.next_slot()) for lesson in lessons]
    outcomes = crowd.rush(works * (CLIENTS // len(works)))
    assert {type(outcome) for outcome in outcomes} == {UUID, TooManyHolds}, outcomes
    assert len({outcome for outcome in outcomes if isinstance(outcome, UUID)}) == MOST_HOLDS


def press_often(app: Flask, crowd: Crowd, town: Town) -> None:
    """On a hold that has run out, which is taken anew: nothing is there yet that they could meet at."""
    customer = town.customers[0]
    with app.app_context():
        _let_go_of_all()
        hold_id = _hold(town.lessons[0], customer, town.next_slot())
        db.session.execute(delete(TimeClaim).where(TimeClaim.subject_id == hold_id))
        db.session.commit()
    outcomes = crowd.rush([partial(book_time, hold_id, customer)] * CLIENTS)
    assert all(outcome == outcomes[0] for outcome in outcomes), outcomes
    with app.app_context():
        made = select(func.count()).select_from(Booking).where(Booking.hold_id == hold_id)
        assert db.session.scalar(made) == 1


def be_in_several_places(app: Flask, crowd: Crowd, town: Town) -> None:
    """Three sellers keep the same time for them, and all are booked at once."""
    customer, slot = town.customers[1], town.next_slot()
    with app.app_context():
        _let_go_of_all()
        holds = [_hold(lesson, customer, slot) for lesson in town.lessons[:MOST_HOLDS]]
    outcomes = crowd.rush([partial(book_time, holds[place % MOST_HOLDS], customer) for place in range(CLIENTS)])
    booked = {outcome[0] for outcome in outcomes if isinstance(outcome, list)}
    refusals = {type(outcome) for outcome in outcomes if isinstance(outcome, Exception)}
    assert (len(booked), refusals) == (1, {OwnTimeTaken}), outcomes


def delete_what_is_wanted(app: Flask, crowd: Crowd, town: Town) -> None:
    """Nobody meets a service that is half gone."""
    with app.app_context():
        lesson, slots = _fresh(town), [town.next_slot() for _ in range(6)]
    works: list[Work] = [_holding(lesson, *wish) for wish in zip(town.customers[:6], slots, strict=True)]
    works.insert(3, lambda: delete_service(lesson, town.sellers[3]))
    outcomes = crowd.rush(works)
    assert all(outcome is None or isinstance(outcome, UUID | Hidden) for outcome in outcomes), outcomes


ALL = pytest.mark.parametrize("play", [hold_much, press_often, be_in_several_places, delete_what_is_wanted])


@ALL
def test_it_holds(booking_app: Flask, crowd: Crowd, town: Town, play: Play) -> None:
    often(play, booking_app, crowd, town)


@ALL
def test_twin_without_the_locks(booking_app: Flask, crowd: Crowd, town: Town, play: Play) -> None:
    with allowed_to_overlap(booking_app), without(booking_app, *LOCKS), pytest.raises(AssertionError):
        often(play, booking_app, crowd, town, times=5 * ROUNDS)


def often(play: Play, app: Flask, crowd: Crowd, town: Town, times: int = ROUNDS) -> None:
    for _ in range(times):
        play(app, crowd, town)


def test_who_book_each_other(booking_app: Flask, crowd: Crowd, town: Town) -> None:
    """Nobody waits for somebody who waits for them."""
    (first, second), (piano, guitar) = town.sellers[:2], town.lessons[:2]
    for _ in range(ROUNDS):
        slot = town.next_slot()
        with booking_app.app_context():
            keys = (_hold(guitar, first, slot), first), (_hold(piano, second, slot + HOUR), second)
        outcomes = crowd.rush([partial(book_time, *keys[place % 2]) for place in range(CLIENTS)])
        assert {type(outcome) for outcome in outcomes} == {list}, outcomes


def test_what_is_taken_down(booking_app: Flask, crowd: Crowd, town: Town) -> None:
    with booking_app.app_context():
        lesson = _fresh(town)
    works: list[Work] = [_holding(lesson, customer, town.next_slot()) for customer in town.customers[: CLIENTS - 1]]
    works.insert(CLIENTS // 2, lambda: take_down(lesson, town.designer))
    outcomes = crowd.rush(works)
    assert all(outcome is None or isinstance(outcome, UUID | Hidden | NotOffered) for outcome in outcomes), outcomes
    with booking_app.app_context():
        assert db.session.scalar(select(Service.status).where(Service.id == lesson)) == "removed"


def _let_go_of_all() -> None:
    db.session.execute(delete(TimeClaim).where(TimeClaim.kind == "hold"))
    db.session.execute(delete(Hold))
    db.session.commit()


def _fresh(town: Town) -> UUID:
    return sell(town.slug, town.sellers[3])


def _hold(lesson: UUID, customer: UUID, slot: datetime) -> UUID:
    hold = hold_time(lesson, customer, starts_at=slot, duration=60)
    db.session.commit()
    return hold.id


def _holding(lesson: UUID, customer: UUID, slot: datetime) -> Work:
    return lambda: hold_time(lesson, customer, starts_at=slot, duration=60).id
