"""What the clock does: requests end that nobody answers, bookings are completed, holds run out."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from domanu.calendar.models import TimeClaim
from domanu.calendar.operations.claims import hold_calendars
from domanu.calendar.operations.openings import mark_stale
from domanu.core.db import db
from domanu.core.time import now

from ..models import Booking, Hold
from ..process import PROCESS
from ..terms import NOTHING
from .moves import give_back
from .reading import ends_at
from .telling import tell
from .waiting import offer_freed_time

EVERY = timedelta(seconds=5)
MOST_REQUESTS, MOST_COMPLETED, MOST_HELD = 20, 200, 50
KEPT = timedelta(hours=1)
"""A hold that has run out is booked in spite of it for so long, if its time is still free."""


def expire_requests() -> None:
    """Holds the calendars of all of them at once, in the one order that there is."""
    due = (Booking.status == "pending", Booking.expires_at <= now())
    requests = select(Booking).where(*due).order_by(Booking.expires_at).limit(MOST_REQUESTS)
    bookings = db.session.scalars(requests.execution_options(populate_existing=True)).all()
    if bookings:
        hold_calendars(*(person for booking in bookings for person in (booking.seller_id, booking.customer_id)))
    for booking in bookings:
        _expire(booking)


def _expire(booking: Booking) -> None:
    """Unless it was answered, or moved, in the very last moment."""
    db.session.refresh(booking)
    if booking.expires_at is None or booking.expires_at > now():
        return
    changes = {"ended_as": "expired", "expires_at": None, "fee": NOTHING, "edition": Booking.edition + 1}
    PROCESS.advance(booking.id, "expire", {"time"}, **changes)
    give_back(booking)
    tell("expired", booking, None)


def complete_bookings() -> None:
    over = (Booking.status == "confirmed", Booking.scheduled_at <= now(), ends_at() <= now())
    these = select(Booking.id).where(*over).order_by(Booking.scheduled_at).limit(MOST_COMPLETED)
    for key in db.session.scalars(these.with_for_update(skip_locked=True)).all():
        [booking] = PROCESS.advance(key, "complete", {"time"}, edition=Booking.edition + 1)
        tell("completed", booking, None)


def forget_holds() -> None:
    """Their time goes to those who wait. Offers end with the waiting list, in turn."""
    over = (TimeClaim.kind == "hold", TimeClaim.released_at.is_(None), TimeClaim.expires_at <= now())
    sellers = db.session.scalars(select(TimeClaim.resource_id).where(*over).distinct().limit(MOST_HELD)).all()
    if sellers:
        hold_calendars(*sellers)
        db.session.execute(delete(TimeClaim).where(*over, TimeClaim.resource_id.in_(sellers)))
        for seller_id in sellers:
            offer_freed_time(seller_id)
        mark_stale(*sellers)
    _forget_rows()


def _forget_rows() -> None:
    """Those that nobody is just booking, for whom it would be a wait in a circle."""
    old = select(Hold.id).where(Hold.wait_id.is_(None), Hold.expires_at <= now() - KEPT)
    gone = delete(Hold).where(Hold.id.in_(old.with_for_update(skip_locked=True)))
    db.session.execute(gone.execution_options(synchronize_session=False))
