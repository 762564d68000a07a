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
    somebody else is about to remove are left to them.
    """
    key = UUID(event.data["service_id"])
    held = select(TimeClaim.id).join(Hold, Hold.id == TimeClaim.subject_id).where(Hold.service_id == key)
    unlocked = held.with_for_update(of=TimeClaim, skip_locked=True)
    gone = delete(TimeClaim).where(TimeClaim.id.in_(unlocked))
    db.session.execute(gone.execution_options(synchronize_session=False))
    db.session.execute(delete(Hold).where(Hold.service_id == key).execution_options(synchronize_session=False))
    waits = update(Wait).where(Wait.service_id == key, Wait.status.in_(OPEN)).values(status="over")
    db.session.execute(waits.execution_options(synchronize_session=False))
    return db.session.scalar(select(Booking.id).where(Booking.service_id == key).limit(1)) is not None
