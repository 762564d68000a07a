"""A day and an hour before a booking, both are reminded. What is moved or cancelled meanwhile is not told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domanu.core.db import db
from domanu.core.events import Event, emit
from domanu.core.jobs import enqueue
from domanu.core.time import now

from ..models import Booking

AHEAD = {"day": timedelta(days=1), "hour": timedelta(hours=1)}


def plan_reminders(event: Event) -> None:
    """After it is booked, confirmed or moved. Whoever books later than that needs no reminder."""
    booking = db.session.get(Booking, UUID(event.data["booking_id"]))
    if booking is None or booking.status != "confirmed":
        return
    for name, ahead in AHEAD.items():
        left = booking.scheduled_at - ahead - now()
        if left > timedelta():
            about = {"booking_id": str(booking.id), "at": booking.scheduled_at.isoformat(), "ahead": name}
            enqueue("remind", key=f"remind:{booking.id}:{booking.edition}:{name}", delay=left, **about)


def remind(booking_id: str, at: str, ahead: str) -> None:
    """`at` is the time that it was planned for. A worker that comes far too late says nothing that is not so."""
    booking = db.session.get(Booking, UUID(booking_id))
    if booking is None or booking.status != "confirmed" or booking.scheduled_at != datetime.fromisoformat(at):
        return
    if now() < booking.scheduled_at - AHEAD[ahead] / 2:
        names = ("customer_id", "seller_id", "service_id", "marketplace_id")
        facts: dict[str, Any] = {name: getattr(booking, name) for name in names}
        emit("booking.due", booking_id=booking.id, **facts | {"in": ahead})
