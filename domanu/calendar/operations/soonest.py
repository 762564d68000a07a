"""What can be had soonest, wherever the reader may look."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnClause, Integer, Select, bindparam, func, literal_column

from domanu.core.db import db
from domanu.marketplaces.access import READER, Reader, may_look
from domanu.services.models import Service
from domanu.services.operations.cards import Card, cards

from ..models import AppointmentTerms, Calendar, Opening
from .openings import BOOKABLE, Next

SOON: ColumnClause[timedelta] = literal_column("interval '2 days'")
"""As a constant: when all that is asked for stands in the text, PostgreSQL plans once and not at every request."""


def soonest_cards(actor_id: UUID | None, size: int) -> list[tuple[Card, Next]]:
    """Of others, within two days, the soonest first."""
    query = _soonest(READER if actor_id else None)
    rows = db.session.execute(query, {"reader": actor_id, "size": size})
    return [(Card(*row[: len(Card._fields)]), Next(*row[len(Card._fields) :])) for row in rows.all()]


@cache
def _soonest(reader: Reader) -> Select[*tuple[Any, ...]]:
    zone = func.coalesce(AppointmentTerms.time_zone, Calendar.time_zone)
    soon = (
        cards(reader, Opening.next_at, zone)
        .join(Opening, Opening.service_id == Service.id)
        .join(AppointmentTerms, AppointmentTerms.service_id == Service.id)
        .join(Calendar, Calendar.user_id == Service.seller_id)
        .where(
            Opening.next_at > func.now(),
            Opening.next_at < func.now() + SOON,
            may_look(reader),
            *BOOKABLE,
        )
    )
    if reader is not None:
        soon = soon.where(Service.seller_id != reader)
    return soon.order_by(Opening.next_at, Service.id).limit(bindparam("size", type_=Integer()))
