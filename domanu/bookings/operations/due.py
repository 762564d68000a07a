"""What waits for somebody who sells."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select

from domanu.core.db import db
from domanu.core.refusals import Hidden
from domanu.profiles.models import Profile

from ..models import Booking
from .reading import LONGEST, ends_at

MOST_DUE = 20
ASKED_ABOUT = timedelta(hours=36)
"""How long after the end they are asked whether the customer came."""


class Due(NamedTuple):
    key: UUID
    customer: Profile
    booked_for: str
    service: str
    scheduled_at: datetime
    duration: int
    total_amount: Decimal
    currency: str
    expires_at: datetime | None
    notes: str

    @property
    def name(self) -> str:
        return self.booked_for or self.customer.first_name


def requests_of(seller_id: UUID) -> list[Due]:
    """Whatever ends first comes first. One more than `MOST_DUE` says that there are others."""
    return _due(
        Booking.seller_id == seller_id, Booking.status == "pending", order=Booking.expires_at, most=MOST_DUE + 1
    )


def booking_due(key: UUID, seller_id: UUID) -> Due:
    """One, however it stands by now."""
    found = _due(Booking.id == key, Booking.seller_id == seller_id, order=Booking.id)
    if not found:
        raise Hidden
    return found[0]


def just_over(seller_id: UUID, at: datetime) -> list[Due]:
    """Whose customer should have come."""
    return _due(
        Booking.seller_id == seller_id,
        Booking.status.in_(("confirmed", "completed")),
        Booking.no_show.is_(None),
        Booking.scheduled_at.between(at - ASKED_ABOUT - LONGEST, at),
        ends_at().between(at - ASKED_ABOUT, at),
        order=Booking.scheduled_at.desc(),
    )


def _due(*where: ColumnElement[bool], order: Any, most: int = MOST_DUE) -> list[Due]:
    columns = (
        Booking.id,
        Profile,
        Booking.booked_for,
        Booking.service_name,
        Booking.scheduled_at,
        Booking.duration,
        Booking.total_amount,
        Booking.currency,
        Booking.expires_at,
        Booking.notes,
    )
    found = select(*columns).join(Profile, Profile.user_id == Booking.customer_id).where(*where)
    rows: Any = db.session.execute(found.order_by(order, Booking.id).limit(most))
    return [Due(*row) for row in rows]
