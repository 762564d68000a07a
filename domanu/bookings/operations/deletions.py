"""What becomes of holds and waiting lists when their service is deleted, and whether it can be deleted at all."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update

from domanu.calendar.models import TimeClaim
from domanu.core.db import db
from domanu.core.events import Event

from ..models import Booking, Hold, Wait
from .turns import OPEN


def end_with_service(event: Event) -> bool:
    """Within `service.deleting`: whether a booking refers to it, so that its row has to stay.

    The service is locked, which comes before any calendar is, so none of those can be waited for here. Claims that
    somebody else is about to remove are left to them. The order is that of everybody else: holds, claims, waits.
    """
    key = UUID(event.data["service_id"])
    gone = delete(Hold).where(Hold.service_id == key).returning(Hold.id)
    holds = db.session.scalars(gone.execution_options(synchronize_session=False)).all()
    claims = select(TimeClaim.id).where(TimeClaim.subject_id.in_(holds)).with_for_update(skip_locked=True)
    freed = delete(TimeClaim).where(TimeClaim.id.in_(claims)).execution_options(synchronize_session=False)
    db.session.execute(freed)
    waits = update(Wait).where(Wait.service_id == key, Wait.status.in_(OPEN)).values(status="over")
    db.session.execute(waits.execution_options(synchronize_session=False))
    return db.session.scalar(select(Booking.id).where(Booking.service_id == key).limit(1)) is not None
