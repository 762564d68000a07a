"""The next free time of each service, and on which days it has any, kept for lists of cards."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from domanu.core.db import db

from ..models import AppointmentTerms, Opening


def mark_stale(seller_id: UUID) -> None:
    """In the transaction that changes their time. Also where it is stale by now: whoever is just about to renew it
    sees by that that it has changed once more."""
    theirs = select(AppointmentTerms.service_id).where(AppointmentTerms.seller_id == seller_id)
    stale = update(Opening).where(Opening.service_id.in_(theirs)).values(fresh_until=func.clock_timestamp())
    db.session.execute(stale.execution_options(synchronize_session=False))


def expect_opening(service_id: UUID) -> None:
    """It is looked for with the next turn."""
    due = insert(Opening).values(
        service_id=service_id, from_day=func.current_date(), fresh_until=func.clock_timestamp()
    )
    again = {"fresh_until": func.clock_timestamp()}
    db.session.execute(due.on_conflict_do_update(index_elements=["service_id"], set_=again))
