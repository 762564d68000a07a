"""The next free time of each service, and on which days it has any, kept for lists of cards."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Update, Uuid, bindparam, cast, func, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from domanu.core.db import db
from domanu.core.events import Event
from domanu.marketplaces.models import Marketplace
from domanu.services.models import IS_LISTED, Service

from ..models import AppointmentTerms, Calendar, Opening

DAYS_KEPT = 63
"""As many as a number has room for."""
BOOKABLE = (IS_LISTED, Service.available.is_(True), Marketplace.archived_at.is_(None))


class Next(NamedTuple):
    next_at: datetime
    zone: str
    """Of the place."""


def openings_of(service_ids: Collection[UUID]) -> dict[UUID, Next]:
    """Of those that somebody can book at all; in one statement."""
    if not service_ids:
        return {}
    rows = db.session.execute(NEXT, {"service_ids": list(service_ids)})
    return {key: Next(next_at, zone) for key, next_at, zone in rows}


def free_on(day: date) -> ColumnElement[bool]:
    """On `Service`: whether it has a free time on that day, as it is where the place is.

    Not with EXISTS: PostgreSQL cannot guess how many have this bit, and would begin with the openings of everybody
    instead of the newest services.
    """
    number = cast(literal(day), Date) - Opening.from_day
    shown = Opening.days.op(">>")(number).op("&")(1) == 1
    mine = (Opening.service_id == Service.id, number.between(0, DAYS_KEPT - 1))
    is_free = select(shown).where(*mine).correlate(Service).scalar_subquery()
    return Service.available.is_(True) & is_free.is_(True)


def mark_stale(*seller_ids: UUID) -> None:
    """In the transaction that changes their time. Also where it is stale by now: whoever is just about to renew it
    sees by that that it has changed once more."""
    db.session.execute(STALE, {"sellers": list(seller_ids)})


def expect_opening(service_id: UUID) -> None:
    """It is looked for with the next turn."""
    due = insert(Opening).values(
        service_id=service_id, from_day=func.current_date(), fresh_until=func.clock_timestamp()
    )
    again = {"fresh_until": func.clock_timestamp()}
    db.session.execute(due.on_conflict_do_update(index_elements=["service_id"], set_=again))


def look_again(event: Event) -> None:
    """Within whatever makes a service, or all of a seller's, such as can be booked again."""
    if "service_id" in event.data:
        db.session.execute(_marked(Opening.service_id == UUID(event.data["service_id"])))
    else:
        mark_stale(UUID(event.data["user_id"]))


def _marked(which: ColumnElement[bool]) -> Update:
    marked = update(Opening).where(which).values(fresh_until=func.clock_timestamp())
    return marked.execution_options(synchronize_session=False)


def _stale() -> Update:
    is_theirs = AppointmentTerms.seller_id == func.any(bindparam("sellers", type_=ARRAY(Uuid())))
    return _marked(Opening.service_id.in_(select(AppointmentTerms.service_id).where(is_theirs)))


def _next() -> Select[*tuple[Any, ...]]:
    """What has passed is not told, though nobody may have looked for another yet."""
    return (
        select(Opening.service_id, Opening.next_at, func.coalesce(AppointmentTerms.time_zone, Calendar.time_zone))
        .join(AppointmentTerms, AppointmentTerms.service_id == Opening.service_id)
        .join(Calendar, Calendar.user_id == AppointmentTerms.seller_id)
        .join(Service, Service.id == Opening.service_id)
        .join(Marketplace, Marketplace.id == Service.marketplace_id)
        .where(
            Opening.service_id == func.any(bindparam("service_ids", type_=ARRAY(Uuid()))),
            Opening.next_at > func.now(),
            *BOOKABLE,
        )
    )


NEXT, STALE = _next(), _stale()
