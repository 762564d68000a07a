"""What the things are called that stand in somebody's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from domanu.calendar.operations.claims import Taken
from domanu.core.db import db

from ..models import Booking


def names_of(taken: Sequence[Taken], reader_id: UUID) -> dict[UUID, str]:
    """By booking; of their own alone."""
    if not taken:
        return {}
    keys = [one.subject_id for one in taken if one.subject_id]
    own = or_(Booking.customer_id == reader_id, Booking.seller_id == reader_id)
    named = select(Booking.id, Booking.service_name).where(Booking.id.in_(keys), own)
    return {row.id: row.service_name for row in db.session.execute(named)}
