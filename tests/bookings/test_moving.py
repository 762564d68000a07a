"""Another time, with the old one kept until it is certain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from domanu.bookings.errors import BookingChanged, NotOffered, OwnTimeTaken, TooLate
from domanu.bookings.models import Booking, BookingChange
from domanu.bookings.operations.moves import cancel_booking, confirm_booking
from domanu.bookings.operations.moving import move_booking
from domanu.calendar.errors import TimeTaken
from domanu.calendar.models import TimeClaim
from domanu.calendar.operations.blocks import block_time
from domanu.core.db import db
from domanu.core.process import NotPossible
from domanu.core.time import now
from domanu.marketplaces import join_marketplace
from domanu.services.operations.services import change_availability
from tests.support.hours import make_bookable
from tests.support.people import Person

HOUR, HALF = timedelta(hours=1), timedelta(minutes=30)
Book = Callable[..., UUID]
LetPass = Callable[[UUID, timedelta], None]


@pytest.fixture
def booked(calculus: UUID, bob: Person, book: Book) -> UUID:
    return book(calculus, bob)


def test_by_the_customer(booked: UUID, alice: Person, bob: Person, monday: datetime) -> None:
    """Also to a time that overlaps the old one."""
    move_booking(booked, bob.id, starts_at=monday + HALF, seen=1)
    booking = _booking(booked)
    assert (booking.scheduled_at, booking.status, booking.edition) == (monday + HALF, "confirmed", 2)
    assert _claims() == {(alice.id, monday + HALF), (bob.id, monday + HALF)}
    [change] = db.session.scalars(select(BookingChange).where(BookingChange.what == "moved")).all()
    was, to = monday.isoformat(), (monday + HALF).isoformat()
    assert change.details == {"by": "customer", "was": was, "to": to}
    move_booking(booked, bob.id, starts_at=monday + HALF, seen=2)
    assert _booking(booked).edition == 2, "nothing to do"


def test_from_what_was_seen(booked: UUID, alice: Person, bob: Person, monday: datetime) -> None:
    move_booking(booked, bob.id, starts_at=monday + HALF, seen=1)
    with pytest.raises(BookingChanged):
        move_booking(booked, alice.id, starts_at=monday, seen=1)


def test_only_to_what_is_free(
    calculus: UUID, booked: UUID, bob: Person, charlie: Person, market: str, book: Book, monday: datetime
) -> None:
    join_marketplace(market, charlie.id)
    book(calculus, charlie, monday + 2 * HOUR)
    for starts_at in (monday + 2 * HOUR, monday + HOUR + HALF, monday - 3 * HOUR, monday + timedelta(minutes=7)):
        with pytest.raises(NotOffered):
            move_booking(booked, bob.id, starts_at=starts_at, seen=1)
    assert _booking(booked).scheduled_at == monday


def test_on_request_it_is_asked_again(calculus: UUID, alice: Person, bob: Person, book: Book, monday: datetime) -> None:
    make_bookable(calculus, on_request=True)
    key = book(calculus, bob)
    confirm_booking(key, alice.id)
    move_booking(key, bob.id, starts_at=monday + HOUR, seen=2)
    booking = _booking(key)
    assert booking.status == "pending"
    assert booking.expires_at
    assert booking.expires_at > now() + timedelta(days=5)


def test_after_the_cut_off(booked: UUID, bob: Person, monday: datetime, let_pass: LetPass) -> None:
    let_pass(booked, monday - now() - 23 * HOUR)
    with pytest.raises(TooLate):
        move_booking(booked, bob.id, starts_at=monday + HOUR, seen=1)
    db.session.execute(update(Booking).values(moved_by_seller=True))
    move_booking(booked, bob.id, starts_at=monday + HOUR, seen=1)


def test_what_rests_is_not_moved_to(calculus: UUID, booked: UUID, alice: Person, bob: Person, monday: datetime) -> None:
    change_availability(calculus, alice.id, available=False)
    with pytest.raises(NotOffered):
        move_booking(booked, bob.id, starts_at=monday + HOUR, seen=1)


def test_onto_ones_own_time(booked: UUID, alice: Person, bob: Person, monday: datetime) -> None:
    block_time(bob.id, starts_at=monday + HOUR, ends_at=monday + 2 * HOUR)
    db.session.commit()
    with pytest.raises(OwnTimeTaken):
        move_booking(booked, bob.id, starts_at=monday + HALF, seen=1)
    db.session.rollback()
    move_booking(booked, bob.id, starts_at=monday + HALF, seen=1, anyway=True)
    assert _claims() == {(alice.id, monday + HALF)}
    move_booking(booked, bob.id, starts_at=monday, seen=2)
    assert _claims() == {(alice.id, monday), (bob.id, monday)}, "their own time is claimed again"


def test_by_the_seller(booked: UUID, alice: Person, bob: Person, monday: datetime, let_pass: LetPass) -> None:
    """Outside the hours, too, until the very start; and whatever else the customer has then."""
    evening = monday + 10 * HOUR
    block_time(bob.id, starts_at=evening, ends_at=evening + HOUR)
    move_booking(booked, alice.id, starts_at=evening, seen=1)
    booking = _booking(booked)
    assert (booking.scheduled_at, booking.moved_by_seller, booking.status) == (evening, True, "confirmed")
    assert _claims() == {(alice.id, evening)}
    let_pass(booked, evening - now() - HALF)
    move_booking(booked, alice.id, starts_at=evening + HOUR, seen=2)
    cancel_booking(booked, bob.id)
    assert _booking(booked).fee == 0


def test_what_they_choose_themselves_is_cancelled_by_the_terms(
    booked: UUID, alice: Person, bob: Person, monday: datetime, let_pass: LetPass
) -> None:
    move_booking(booked, alice.id, starts_at=monday + HOUR, seen=1)
    move_booking(booked, bob.id, starts_at=monday, seen=2)
    let_pass(booked, monday - now() - HALF)
    cancel_booking(booked, bob.id)
    assert _booking(booked).fee == _booking(booked).total_amount / 2


def test_by_the_seller_not_onto_others(
    calculus: UUID, booked: UUID, alice: Person, charlie: Person, market: str, book: Book, monday: datetime
) -> None:
    join_marketplace(market, charlie.id)
    book(calculus, charlie, monday + 2 * HOUR)
    for starts_at, refusal in (
        (monday + HOUR + HALF, TimeTaken),
        (now() - HALF, NotOffered),
        (monday + timedelta(days=500), NotOffered),
    ):
        with pytest.raises(refusal):
            move_booking(booked, alice.id, starts_at=starts_at, seen=1)
        db.session.rollback()
    assert _booking(booked).scheduled_at == monday


def test_what_has_ended_or_begun(booked: UUID, alice: Person, bob: Person, monday: datetime, let_pass: LetPass) -> None:
    let_pass(booked, monday - now())
    for person in (alice, bob):
        with pytest.raises(TooLate):
            move_booking(booked, person.id, starts_at=monday, seen=1)
    let_pass(booked, now() - monday)
    cancel_booking(booked, bob.id)
    with pytest.raises(NotPossible):
        move_booking(booked, alice.id, starts_at=monday + HOUR, seen=2)


def _booking(key: UUID) -> Booking:
    return db.session.get_one(Booking, key, populate_existing=True)


def _claims() -> set[tuple[UUID, datetime]]:
    there = (TimeClaim.kind == "booking", TimeClaim.released_at.is_(None))
    rows = db.session.execute(select(TimeClaim.resource_id, TimeClaim.starts_at).where(*there))
    return {(row[0], row[1]) for row in rows}
