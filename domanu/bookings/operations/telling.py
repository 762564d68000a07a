"""Whatever happens to a booking is written down beside it, and told as an event."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domanu.core.db import db
from domanu.core.events import Event, emit

from ..models import Booking, BookingChange

ASKED = frozenset({"booking.requested", "booking.booked"})


def tell(what: str, booking: Booking, actor_id: UUID | None, **details: str) -> None:
    """`actor_id` is None where the clock did it."""
    db.session.add(BookingChange(booking_id=booking.id, actor_id=actor_id, what=what, details=details))
    emit(f"booking.{what}", actor_id=actor_id, **_facts(booking), **details)


def is_told_with_others(event: Event) -> bool:
    """What is booked together is told at once, with the first of it, after which the series is called."""
    return event.name in ASKED and event.data.get("series_id") not in {None, event.data["booking_id"]}


def _facts(booking: Booking) -> dict[str, Any]:
    names = ("customer_id", "seller_id", "service_id", "marketplace_id", "series_id")
    return {"booking_id": booking.id} | {name: getattr(booking, name) for name in names}
