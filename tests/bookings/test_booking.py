"""Held, and booked."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from domanu.bookings.models import Booking, Hold
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.calendar.models import TimeClaim
from domanu.core.db import db
from tests.support.people import Person


def test_it_works(calculus: UUID, alice: Person, bob: Person, monday: datetime) -> None:
    hold = hold_time(calculus, bob.id, starts_at=monday, duration=60)
    [key] = book_time(hold.id, bob.id, notes="Integrals, please.")
    booking = db.session.get_one(Booking, key)
    assert (booking.status, booking.total_amount, booking.currency) == ("confirmed", Decimal(40), "USD")
    claims = select(TimeClaim.resource_id, TimeClaim.kind, TimeClaim.part, TimeClaim.starts_at, TimeClaim.ends_at)
    end = monday + timedelta(hours=1)
    assert set(db.session.execute(claims).all()) == {
        (alice.id, "booking", "seller", monday, end),
        (bob.id, "booking", "customer", monday, end),
    }
    assert db.session.scalars(select(Hold)).all() == []
