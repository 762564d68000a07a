"""Answered, cancelled, and whether both came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from domanu.bookings.errors import TooLate
from domanu.bookings.models import Booking, BookingChange
from domanu.bookings.operations.moves import (
    cancel_booking,
    confirm_booking,
    decline_booking,
    report_no_show,
    take_back_no_show,
    withdraw_booking,
)
from domanu.calendar.models import TimeClaim
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.process import NotPossible
from domanu.core.refusals import Forbidden, Hidden
from tests.support.hours import make_bookable
from tests.support.people import Person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Book = Callable[..., UUID]
LetPass = Callable[[UUID, timedelta], None]


@pytest.fixture
def booked(calculus: UUID, bob: Person, book: Book) -> UUID:
    return book(calculus, bob)


@pytest.fixture
def asked(calculus: UUID, bob: Person, book: Book) -> UUID:
    make_bookable(calculus, on_request=True)
    return book(calculus, bob)


def test_confirmed(asked: UUID, alice: Person, bob: Person) -> None:
    with pytest.raises(Forbidden):
        confirm_booking(asked, bob.id)
    confirm_booking(asked, alice.id)
    booking = _booking(asked)
    assert (booking.status, booking.expires_at, booking.edition) == ("confirmed", None, 2)
    assert _claimed() == 2
    for again in (confirm_booking, decline_booking):
        with pytest.raises(NotPossible):
            again(asked, alice.id)


@pytest.mark.parametrize(("end", "person", "ended_as"), [
    (decline_booking, "alice", "declined"),
    (withdraw_booking, "bob", "withdrawn"),
])  # fmt: skip
def test_declined_and_withdrawn(
    end: Callable[..., None], person: str, ended_as: str, asked: UUID, alice: Person, bob: Person
) -> None:
    mine, other = (alice, bob) if person == "alice" else (bob, alice)
    with pytest.raises(Forbidden):
        end(asked, other.id)
    end(asked, mine.id)
    booking = _booking(asked)
    assert (booking.status, booking.ended_as, booking.expires_at) == ("cancelled", ended_as, None)
    assert booking.fee == 0
    assert _claimed() == 0
    assert _told() == ["booking.requested", f"booking.{ended_as}"]


def test_nobody_answers_what_has_run_out(asked: UUID, alice: Person, bob: Person, let_pass: LetPass) -> None:
    """Also where the clock has not ended it yet."""
    let_pass(asked, timedelta(days=6))
    for answer, person in ((confirm_booking, alice), (decline_booking, alice), (withdraw_booking, bob)):
        with pytest.raises(TooLate):
            answer(asked, person.id)


def test_cancelled_in_time(booked: UUID, bob: Person) -> None:
    cancel_booking(booked, bob.id, "A cold.")
    booking = _booking(booked)
    assert (booking.status, booking.ended_as, booking.fee) == ("cancelled", "cancelled_by_customer", Decimal())
    assert _claimed() == 0
    change = db.session.scalars(select(BookingChange).where(BookingChange.what == "cancelled")).one()
    assert change.details == {"by": "customer", "fee": "0.00", "reason": "A cold."}
    with pytest.raises(NotPossible):
        cancel_booking(booked, bob.id)


@pytest.mark.parametrize(("amount", "percent", "fee"), [
    ("40", 50, "20"), ("33.33", 50, "16.67"), ("0.01", 50, "0.01"), ("40", 0, "0"), ("40", 100, "40"), ("0", 50, "0"),
])  # fmt: skip
def test_cancelled_late(
    amount: str, percent: int, fee: str, booked: UUID, bob: Person, monday: datetime, let_pass: LetPass
) -> None:
    terms = {"total_amount": Decimal(amount), "cancel_percent": percent}
    db.session.execute(update(Booking).where(Booking.id == booked).values(terms))
    _begin_in(booked, 23 * HOUR, let_pass)
    cancel_booking(booked, bob.id)
    assert _booking(booked).fee == Decimal(fee)


def test_what_the_seller_cancels_costs_nothing(booked: UUID, alice: Person, let_pass: LetPass) -> None:
    _begin_in(booked, HOUR, let_pass)
    cancel_booking(booked, alice.id)
    booking = _booking(booked)
    assert (booking.ended_as, booking.fee) == ("cancelled_by_seller", Decimal())


def test_what_the_seller_moved_costs_nothing(booked: UUID, bob: Person, let_pass: LetPass) -> None:
    db.session.execute(update(Booking).where(Booking.id == booked).values(moved_by_seller=True))
    _begin_in(booked, HOUR, let_pass)
    cancel_booking(booked, bob.id)
    assert _booking(booked).fee == 0


def test_nobody_cancels_what_has_begun(booked: UUID, alice: Person, bob: Person, let_pass: LetPass) -> None:
    _begin_in(booked, -timedelta(minutes=1), let_pass)
    for person in (alice, bob):
        with pytest.raises(TooLate):
            cancel_booking(booked, person.id)


def test_it_is_theirs_alone(asked: UUID, charlie: Person, dora: Person) -> None:
    every = (confirm_booking, decline_booking, withdraw_booking, cancel_booking, report_no_show, take_back_no_show)
    for person in (charlie, dora):
        for move in every:
            with pytest.raises(Hidden):
                move(asked, person.id)


def test_missed(booked: UUID, alice: Person, bob: Person, let_pass: LetPass) -> None:
    with pytest.raises(TooLate):
        report_no_show(booked, alice.id)
    _begin_in(booked, -HOUR, let_pass)
    report_no_show(booked, alice.id)
    assert _booking(booked).no_show == "customer"
    with pytest.raises(NotPossible):
        report_no_show(booked, bob.id)
    with pytest.raises(NotPossible):
        take_back_no_show(booked, bob.id)
    take_back_no_show(booked, alice.id)
    report_no_show(booked, bob.id)
    assert _booking(booked).no_show == "seller"
    assert _told()[1:] == ["booking.missed", "booking.not_missed", "booking.missed"]


def test_missed_long_ago(booked: UUID, alice: Person, let_pass: LetPass) -> None:
    _begin_in(booked, -timedelta(days=7, hours=2), let_pass)
    with pytest.raises(TooLate):
        report_no_show(booked, alice.id)


def _begin_in(key: UUID, by: timedelta, let_pass: LetPass) -> None:
    at = db.session.scalar(select(func.now()))
    assert at
    let_pass(key, _booking(key).scheduled_at - at - by)


def _booking(key: UUID) -> Booking:
    return db.session.get_one(Booking, key, populate_existing=True)


def _claimed() -> int:
    return len(db.session.scalars(select(TimeClaim.id).where(TimeClaim.released_at.is_(None))).all())


def _told() -> list[str]:
    told = select(Event.name).where(Event.name.startswith("booking.")).order_by(Event.id)
    return list(db.session.scalars(told))
