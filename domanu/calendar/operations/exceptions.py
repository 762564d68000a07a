"""Days on which other hours hold, or none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Date, cast, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.refusals import Hidden
from domanu.core.time import now
from domanu.services.models import Service

from ..errors import BadHours, TooLong
from ..hours import Spans, read_spans, write_spans
from ..models import AppointmentTerms, AvailabilityException, TimeClaim
from ..zones import local_day
from .calendars import calendar_of
from .openings import mark_stale

MOST_DAYS = 366
AHEAD = timedelta(days=3 * 366)
"""Nobody knows what they do later than that; and there is only so much to read."""
NEAR = timedelta(days=3)
"""What began before then is on no day that comes, wherever on earth."""
MOST_KEPT = 5_000
LONGEST_NOTE = 120


class Aside(NamedTuple):
    id: UUID
    day: date
    spans: Spans
    """None if it is a day off."""
    note: str
    service_id: UUID | None
    """None if it holds for all that they sell."""
    service_name: str | None


def set_days(
    user_id: UUID, first: date, last: date, spans: Spans, note: str = "", *, service_id: UUID | None = None
) -> None:
    """Each day from the first to the last, in the place of whatever was said of it before. No spans: a day off."""
    number = (last - first).days + 1
    if number < 1:
        raise BadHours("The last day is before the first one.")
    if number > MOST_DAYS:
        raise TooLong
    if last > now().date() + AHEAD:
        raise BadHours("That is more than three years ahead. Say it when it comes nearer.")
    calendar_of(user_id)
    if service_id is not None:
        _demand_own(service_id, user_id)
    _demand_room(user_id)
    said = {"user_id": user_id, "service_id": service_id, "hours": write_spans(spans), "note": note[:LONGEST_NOTE]}
    rows = [said | {"id": new_id(), "day": first + timedelta(place)} for place in range(number)]
    made = insert(AvailabilityException).values(rows)
    anew = {"hours": made.excluded.hours, "note": made.excluded.note}
    db.session.execute(made.on_conflict_do_update(index_elements=["user_id", "day", "service_id"], set_=anew))
    mark_stale(user_id)
    emit("days.changed", actor_id=user_id, first=first, last=last, service_id=service_id)


def remove_days(user_id: UUID, keys: Collection[UUID]) -> None:
    """The usual hours hold on them again."""
    mine = (AvailabilityException.id.in_(keys), AvailabilityException.user_id == user_id)
    gone = delete(AvailabilityException).where(*mine).returning(AvailabilityException.day)
    days = db.session.scalars(gone.execution_options(synchronize_session=False)).all()
    if days:
        mark_stale(user_id)
        emit("days.changed", actor_id=user_id, first=min(days), last=max(days))


def coming_exceptions(user_id: UUID) -> list[Aside]:
    """From today on, as it is where they are."""
    today = local_day(now(), calendar_of(user_id).time_zone)
    aside = AvailabilityException
    query = (
        select(aside.id, aside.day, aside.hours, aside.note, aside.service_id, Service.name)
        .outerjoin(Service, Service.id == aside.service_id)
        .where(aside.user_id == user_id, aside.day >= today)
        .order_by(aside.day, aside.id)
    )
    return [Aside(key, day, read_spans(hours), *more) for key, day, hours, *more in db.session.execute(query)]


def booked_on_exceptions(user_id: UUID, zone: str) -> dict[UUID, int]:
    """How much is booked already on each of those that has any, and stays. By the clocks of each place."""
    claim, aside = TimeClaim, AvailabilityException
    place = func.coalesce(AppointmentTerms.time_zone, zone)
    query = (
        select(aside.id, func.count())
        .join(claim, claim.resource_id == aside.user_id)
        .outerjoin(AppointmentTerms, AppointmentTerms.service_id == claim.service_id)
        .where(
            aside.user_id == user_id,
            claim.released_at.is_(None),
            claim.kind == "booking",
            claim.part == "seller",
            func.lower(claim.during) > now() - NEAR,
            cast(func.timezone(place, claim.starts_at), Date) == aside.day,
            or_(aside.service_id.is_(None), aside.service_id == claim.service_id),
        )
        .group_by(aside.id)
    )
    return dict(iter(db.session.execute(query)))


def _demand_own(service_id: UUID, user_id: UUID) -> None:
    mine = (AppointmentTerms.service_id == service_id, AppointmentTerms.seller_id == user_id)
    if db.session.scalar(select(AppointmentTerms.service_id).where(*mine)) is None:
        raise Hidden


def _demand_room(user_id: UUID) -> None:
    coming = (AvailabilityException.user_id == user_id, AvailabilityException.day >= now().date())
    if db.session.scalar(select(AvailabilityException.id).where(*coming).offset(MOST_KEPT).limit(1)) is not None:
        raise BadHours(f"More than {MOST_KEPT:,} days are not as usual already. Remove some of them first.")
