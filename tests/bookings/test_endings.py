"""What the clock ends, and what goes with an account or a service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domanu.auth.operations.accounts import close_account, export_account
from domanu.bookings.models import Booking, BookingChange, Hold, Wait
from domanu.bookings.operations.endings import complete_bookings, expire_requests
from domanu.bookings.operations.holds import hold_time
from domanu.bookings.operations.moves import report_no_show
from domanu.bookings.operations.waiting import join_waiting_list
from domanu.calendar.models import Calendar, TimeClaim
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.time import now
from domanu.marketplaces import join_marketplace, leave_marketplace
from domanu.services import delete_service
from domanu.services.models import Service
from tests.support.hours import make_bookable
from tests.support.people import Person

HOUR = timedelta(hours=1)
Book = Callable[..., UUID]
LetPass = Callable[[UUID, timedelta], None]
Sell = Callable[..., UUID]


@pytest.fixture
def asked(calculus: UUID, bob: Person, book: Book) -> UUID:
    make_bookable(calculus, on_request=True)
    return book(calculus, bob)


def test_a_request_that_nobody_answers(asked: UUID, let_pass: LetPass) -> None:
    expire_requests()
    assert _booking(asked).status == "pending"
    let_pass(asked, timedelta(days=6))
    expire_requests()
    expire_requests()
    booking = _booking(asked)
    assert (booking.status, booking.ended_as, booking.expires_at) == ("cancelled", "expired", None)
    assert _claimed() == []
    [event] = db.session.scalars(select(Event).where(Event.name == "booking.expired")).all()
    assert event.actor_id is None
    assert db.session.scalars(select(BookingChange.what)).all() == ["requested", "expired"]


def test_what_is_over(
    calculus: UUID, bob: Person, charlie: Person, market: str, book: Book, monday: datetime, let_pass: LetPass
) -> None:
    """Also what somebody missed, and what they have said so of before it was over."""
    join_marketplace(market, charlie.id)
    first, second = book(calculus, bob), book(calculus, charlie, monday + HOUR)
    let_pass(first, monday - now() + timedelta(minutes=59))
    report_no_show(first, bob.id)
    complete_bookings()
    assert _booking(first).status == "confirmed"
    let_pass(first, timedelta(minutes=1))
    complete_bookings()
    assert (_booking(first).status, _booking(first).no_show) == ("completed", "seller")
    assert _booking(second).status == "confirmed"


def test_a_customer_who_leaves_for_good(
    calculus: UUID, asked: UUID, alice: Person, bob: Person, book: Book, monday: datetime
) -> None:
    make_bookable(calculus, on_request=False)
    later = book(calculus, bob, monday + 2 * HOUR, notes="Call me.", booked_for="Mei")
    hold_time(calculus, bob.id, starts_at=monday + 4 * HOUR, duration=60)
    close_account(bob.id)
    assert [_booking(key).ended_as for key in (asked, later)] == ["withdrawn", "cancelled_by_customer"]
    assert (_booking(later).notes, _booking(later).booked_for) == ("", "")
    assert _claimed() == []
    assert db.session.scalars(select(Hold)).all() == []
    assert db.session.scalars(select(Calendar.user_id)).all() == [alice.id]


def test_a_seller_who_leaves_for_good(
    calculus: UUID, asked: UUID, alice: Person, bob: Person, charlie: Person, market: str, book: Book, monday: datetime
) -> None:
    """Nobody who waits is offered what comes free, and the service stays as something that was booked."""
    join_marketplace(market, charlie.id)
    make_bookable(calculus, availability={})
    wait = join_waiting_list(calculus, charlie.id, day=None, duration=60)
    make_bookable(calculus, on_request=False)
    hold_time(calculus, charlie.id, starts_at=monday + 4 * HOUR, duration=60)
    later = book(calculus, bob, monday + 2 * HOUR)
    close_account(alice.id)
    assert [_booking(key).ended_as for key in (asked, later)] == ["declined", "cancelled_by_seller"]
    assert _claimed() == []
    assert db.session.scalars(select(Hold)).all() == []
    assert db.session.get_one(Wait, wait, populate_existing=True).status in {"left", "over"}
    assert db.session.scalar(select(Service.status).where(Service.id == calculus)) == "deleted"


def test_what_has_begun_stays(calculus: UUID, bob: Person, book: Book, monday: datetime, let_pass: LetPass) -> None:
    key = book(calculus, bob)
    let_pass(key, monday - now() + timedelta(minutes=5))
    close_account(bob.id)
    assert _booking(key).status == "confirmed"


def test_it_is_taken_along(calculus: UUID, alice: Person, bob: Person, book: Book) -> None:
    key = book(calculus, bob, notes="Integrals.")
    for person in (alice, bob):
        [booking] = export_account(person.id)["bookings"]
        assert (booking["id"], booking["service_name"], booking["notes"]) == (key, "Calculus", "Integrals.")


def test_a_service_without_bookings_is_gone(calculus: UUID, alice: Person, bob: Person, monday: datetime) -> None:
    hold_time(calculus, bob.id, starts_at=monday, duration=60)
    db.session.commit()
    delete_service(calculus, alice.id)
    assert db.session.scalars(select(Service)).all() == []
    assert _claimed() == []


def test_a_service_with_bookings_stays(calculus: UUID, alice: Person, bob: Person, book: Book) -> None:
    key = book(calculus, bob)
    delete_service(calculus, alice.id)
    assert db.session.scalars(select(Service.status)).all() == ["deleted"]
    assert _booking(key).status == "confirmed"
    assert len(_claimed()) == 2


def test_who_leaves_the_marketplace_keeps_what_is_booked(calculus: UUID, bob: Person, book: Book, market: str) -> None:
    key = book(calculus, bob)
    leave_marketplace(market, bob.id)
    assert _booking(key).status == "confirmed"


def _booking(key: UUID) -> Booking:
    return db.session.get_one(Booking, key, populate_existing=True)


def _claimed() -> list[UUID]:
    return list(db.session.scalars(select(TimeClaim.id).where(TimeClaim.released_at.is_(None))))
