"""Whatever happens to a booking is written down beside it, and told as an event."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

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


def is_one_of_many(event: Event, most: int) -> bool:
    """Whether its actor has done more than that, within a day, to what these two have booked with each other. Counted
    until then, so that it stays true. What is booked together is once."""
    data, done = event.data, Event.data
    alike = (done["customer_id"].astext == data["customer_id"], done["seller_id"].astext == data["seller_id"])
    series, booking = done["series_id"].astext, done["booking_id"].astext
    further = and_(Event.name.in_(ASKED), series != booking)
    lately = (Event.created_at.between(event.created_at - timedelta(days=1), event.created_at), Event.id <= event.id)
    those = select(Event.id).where(Event.actor_id == event.actor_id, *lately, Event.name.startswith("booking."), *alike)
    return db.session.scalar(those.where(further.is_not(True)).offset(most).limit(1)) is not None


def _facts(booking: Booking) -> dict[str, Any]:
    names = ("customer_id", "seller_id", "service_id", "marketplace_id", "series_id")
    return {"booking_id": booking.id} | {name: getattr(booking, name) for name in names}
