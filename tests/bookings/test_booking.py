"""What was held is booked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, update

from domanu.bookings.errors import HoldGone, NotOffered, OwnTimeTaken
from domanu.bookings.models import Booking, BookingChange, Hold
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.endings import forget_holds
from domanu.bookings.operations.holds import HOLD, hold_time, release_hold
from domanu.calendar.errors import TimeTaken
from domanu.calendar.models import TimeClaim
from domanu.calendar.operations.blocks import block_time
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.refusals import Hidden
from domanu.core.time import now
from domanu.marketplaces import join_marketplace
from domanu.services import update_service
from domanu.services.operations.services import take_down
from tests.support.hours import make_bookable
from tests.support.people import Person

HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
Book = Callable[..., UUID]
Sell = Callable[..., UUID]


@pytest.fixture
def held(calculus: UUID, bob: Person, monday: datetime) -> Hold:
    return hold_time(calculus, bob.id, starts_at=monday, duration=60)


def test_it_works(calculus: UUID, held: Hold, alice: Person, bob: Person, monday: datetime) -> None:
    [key] = book_time(held.id, bob.id, notes="Integrals, please.")
    booking = db.session.get_one(Booking, key)
    assert (booking.status, booking.total_amount, booking.currency) == ("confirmed", Decimal(40), "USD")
    assert (booking.service_name, booking.time_zone, booking.notes) == ("Calculus", "UTC", "Integrals, please.")
    assert (booking.rules_version, booking.cancel_hours, booking.cancel_percent) == (1, 24, 50)
    assert _claims() == {(alice.id, "seller", monday), (bob.id, "customer", monday)}
    assert db.session.scalars(select(Hold)).all() == []
    assert db.session.scalars(select(BookingChange.what)).all() == ["booked"]
    [event] = db.session.scalars(select(Event).where(Event.name == "booking.booked")).all()
    assert (event.actor_id, event.data["booking_id"], event.data["series_id"]) == (bob.id, str(key), None)


def test_pressing_twice_books_once(held: Hold, alice: Person, bob: Person) -> None:
    assert book_time(held.id, bob.id) == book_time(held.id, bob.id)
    with pytest.raises(HoldGone):
        book_time(held.id, alice.id)


def test_on_request(calculus: UUID, bob: Person, book: Book, monday: datetime) -> None:
    make_bookable(calculus, on_request=True)
    booking = db.session.get_one(Booking, book(calculus, bob))
    assert booking.status == "pending"
    assert booking.expires_at
    assert timedelta(days=5, hours=23) < booking.expires_at - now() <= timedelta(days=6)
    assert db.session.scalars(select(BookingChange.what)).all() == ["requested"]


def test_what_was_told_holds(calculus: UUID, held: Hold, alice: Person, bob: Person, monday: datetime) -> None:
    """Another price, other buffers and other hours are for others."""
    update_service(calculus, alice.id, seen=1, price=Decimal(50), name="Analysis")
    make_bookable(calculus, before_minutes=20, after_minutes=20, availability={})
    [key] = book_time(held.id, bob.id)
    booking = db.session.get_one(Booking, key)
    assert (booking.total_amount, booking.before_minutes, booking.after_minutes) == (Decimal(40), 0, 0)
    update_service(calculus, alice.id, seen=2, name="Algebra")
    assert booking.service_name == "Analysis"


def test_buffers_are_the_sellers(calculus: UUID, alice: Person, bob: Person, book: Book, monday: datetime) -> None:
    make_bookable(calculus, before_minutes=10, after_minutes=15)
    booking = db.session.get_one(Booking, book(calculus, bob))
    assert (booking.before_minutes, booking.after_minutes) == (10, 15)
    during = {claim.part: claim.during for claim in db.session.scalars(select(TimeClaim))}
    assert during["seller"].lower == monday - timedelta(minutes=10)
    assert during["seller"].upper == monday + timedelta(minutes=75)
    assert (during["customer"].lower, during["customer"].upper) == (monday, monday + HOUR)


def test_own_time(calculus: UUID, held: Hold, alice: Person, bob: Person, monday: datetime) -> None:
    block_time(bob.id, starts_at=monday - HOUR, ends_at=monday + HOUR, label="Dentist")
    db.session.commit()
    with pytest.raises(OwnTimeTaken) as refusal:
        book_time(held.id, bob.id)
    assert [taken.label for taken in refusal.value.taken] == ["Dentist"]
    db.session.rollback()
    assert db.session.scalars(select(Hold.id)).all() == [held.id], "it stays"
    book_time(held.id, bob.id, anyway=True)
    assert (alice.id, "seller", monday) in _claims()
    assert (bob.id, "customer", monday) not in _claims()


def test_for_somebody_else(held: Hold, alice: Person, bob: Person, monday: datetime) -> None:
    [key] = book_time(held.id, bob.id, booked_for="Mei")
    assert db.session.get_one(Booking, key).booked_for == "Mei"
    assert _claims() == {(alice.id, "seller", monday)}


def test_a_hold_that_ran_out(held: Hold, bob: Person) -> None:
    """Nobody has taken it meanwhile, whether anybody has swept it away or not."""
    _expire()
    assert book_time(held.id, bob.id)


def test_a_hold_that_was_swept_away(calculus: UUID, held: Hold, alice: Person, bob: Person, monday: datetime) -> None:
    _expire()
    _sweep()
    [key] = book_time(held.id, bob.id)
    assert _claims() == {(alice.id, "seller", monday), (bob.id, "customer", monday)}
    assert db.session.get_one(Booking, key).status == "confirmed"


def test_a_hold_that_ran_out_at_another_price(calculus: UUID, held: Hold, alice: Person, bob: Person) -> None:
    _expire()
    _sweep()
    update_service(calculus, alice.id, seen=1, price=Decimal(50))
    with pytest.raises(HoldGone):
        book_time(held.id, bob.id)


def test_a_hold_that_was_lost(
    calculus: UUID, held: Hold, bob: Person, charlie: Person, market: str, book: Book
) -> None:
    join_marketplace(market, charlie.id)
    _expire()
    book(calculus, charlie)
    with pytest.raises(TimeTaken):
        book_time(held.id, bob.id)


def test_a_hold_that_was_released(held: Hold, bob: Person) -> None:
    release_hold(held.id, bob.id)
    with pytest.raises(HoldGone):
        book_time(held.id, bob.id)


def test_what_was_taken_down(calculus: UUID, held: Hold, bob: Person, dora: Person) -> None:
    take_down(calculus, dora.id)
    with pytest.raises(Hidden):
        book_time(held.id, bob.id)


def test_weekly(calculus: UUID, held: Hold, alice: Person, bob: Person, monday: datetime) -> None:
    keys = book_time(held.id, bob.id, also=[monday + WEEK, monday + 3 * WEEK])
    bookings = [db.session.get_one(Booking, key) for key in keys]
    assert [booking.scheduled_at for booking in bookings] == [monday, monday + WEEK, monday + 3 * WEEK]
    assert {booking.series_id for booking in bookings} == {keys[0]}
    assert len(_claims()) == 6
    assert book_time(held.id, bob.id) == keys, "pressed twice"


def test_weekly_all_or_none(calculus: UUID, held: Hold, alice: Person, bob: Person, monday: datetime) -> None:
    block_time(alice.id, starts_at=monday + 2 * WEEK, ends_at=monday + 2 * WEEK + HOUR)
    db.session.commit()
    for also, refusal in (
        ([monday + WEEK, monday + 2 * WEEK], TimeTaken),
        ([monday + WEEK, monday + 50 * WEEK], NotOffered),
        ([monday + WEEK, monday + WEEK], TimeTaken),
    ):
        with pytest.raises(refusal):
            book_time(held.id, bob.id, also=also)
        db.session.rollback()
    assert db.session.scalars(select(Booking)).all() == []


def test_most_per_day(
    calculus: UUID, held: Hold, bob: Person, charlie: Person, market: str, book: Book, monday: datetime
) -> None:
    join_marketplace(market, charlie.id)
    make_bookable(calculus, most_per_day=2)
    book(calculus, charlie, monday + HOUR)
    with pytest.raises(NotOffered):
        book(calculus, charlie, monday + 2 * HOUR)


def _claims() -> set[tuple[UUID, str, datetime]]:
    bookings = select(TimeClaim.resource_id, TimeClaim.part, TimeClaim.starts_at).where(TimeClaim.kind == "booking")
    return {(row[0], row[1], row[2]) for row in db.session.execute(bookings)}


def _expire() -> None:
    for table in (Hold, TimeClaim):
        db.session.execute(update(table).values(expires_at=table.expires_at - HOLD))
    db.session.commit()


def _sweep() -> None:
    forget_holds()
    db.session.commit()
