"""What somebody's own pages tell of their calendar besides its hours."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from domanu.core.db import db
from domanu.core.refusals import Hidden
from domanu.services.models import Service

from ..models import AppointmentTerms, TimeClaim


class Block(NamedTuple):
    id: UUID
    starts_at: datetime
    ends_at: datetime
    label: str


def block_of(user_id: UUID, key: UUID) -> Block:
    mine = (TimeClaim.id == key, TimeClaim.resource_id == user_id, TimeClaim.kind == "block")
    columns = (TimeClaim.id, TimeClaim.starts_at, TimeClaim.ends_at, TimeClaim.label)
    row = db.session.execute(select(*columns).where(*mine, TimeClaim.released_at.is_(None))).first()
    if row is None:
        raise Hidden
    return Block(*row)


def timed_services(user_id: UUID) -> list[tuple[UUID, str]]:
    """What they offer by time, by name."""
    theirs = (
        select(Service.id, Service.name)
        .join(AppointmentTerms, AppointmentTerms.service_id == Service.id)
        .where(AppointmentTerms.seller_id == user_id, Service.status != "deleted")
        .order_by(Service.name, Service.id)
    )
    return [(key, name) for key, name in db.session.execute(theirs)]
