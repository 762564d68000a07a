"""What was agreed with a booking, worked out for an instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from domanu.core.money import part_of

from .models import Booking

ANSWERED_WITHIN = timedelta(days=6)
AFTER_START = timedelta(days=1)
MISSED_WITHIN = timedelta(days=7)
"""After the end, somebody can say so long that the other did not come."""
NOTHING = Decimal("0.00")


def ends_as_request(asked_at: datetime, starts_at: datetime, ends_at: datetime) -> datetime:
    """Whatever comes first."""
    return min(asked_at + ANSWERED_WITHIN, starts_at + AFTER_START, ends_at)


def free_until(booking: Booking) -> datetime:
    """Until then the customer cancels for nothing, or moves it."""
    is_free = booking.moved_by_seller or booking.status == "pending"
    return booking.scheduled_at - timedelta(hours=0 if is_free else booking.cancel_hours)


def fee_for(booking: Booking, part: str, at: datetime) -> Decimal:
    """What is owed if this part, `customer` or `seller`, cancels at that instant."""
    if part == "seller" or at <= free_until(booking):
        return NOTHING
    return part_of(booking.total_amount, booking.cancel_percent)
