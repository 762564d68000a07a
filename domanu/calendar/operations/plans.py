"""How services are booked by time: their terms, their hours, and the days on which others hold."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, Text, Uuid, bindparam, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from domanu.core.db import db
from domanu.services.models import Service

from ..hours import Spans, Week, read_spans, read_week
from ..models import AppointmentTerms, AvailabilityException, Calendar

WEEKS_REMEMBERED = 2_000


class Duration(NamedTuple):
    minutes: int
    price: Decimal


@dataclass(frozen=True)
class Plan:
    service_id: UUID
    seller_id: UUID
    zone: str
    """Of the place."""
    week: Week
    exceptions: Mapping[date, Spans]
    durations: tuple[Duration, ...]
    """The usual one first."""
    before: int
    after: int
    notice: int
    """In minutes, as the buffers are."""
    horizon: int
    """In days."""
    most_per_day: int | None
    step: int
    on_request: bool
    place: str
    offer_minutes: int

    @property
    def minutes(self) -> int:
        return self.durations[0].minutes

    def price_of(self, minutes: int) -> Decimal | None:
        """None if nobody offers it for so long."""
        return next((each.price for each in self.durations if each.minutes == minutes), None)


def plan_of(service_id: UUID) -> Plan | None:
    """None if it is not booked by time."""
    return plans_of([service_id]).get(service_id)


def plans_of(service_ids: Collection[UUID]) -> dict[UUID, Plan]:
    """Of those that are booked by time, whether anybody may book them or not; in one statement."""
    if not service_ids:
        return {}
    rows = db.session.execute(PLANS, {"service_ids": list(service_ids)})
    return {row.service_id: _plan(row) for row in rows.all()}


def _plans() -> Select[*tuple[Any, ...]]:
    """Yesterday may not be over where the place is, and somebody may stay there until after the horizon."""
    terms, aside = AppointmentTerms, AvailabilityException
    days = aside.day.between(func.current_date() - 1, func.current_date() + terms.horizon_days + 4)
    for_it = or_(aside.service_id.is_(None), aside.service_id == terms.service_id)
    others = (
        select(func.jsonb_agg(func.jsonb_build_array(aside.day, aside.hours, aside.service_id.is_not(None))))
        .where(aside.user_id == terms.seller_id, days, for_it)
        .correlate(terms)
        .scalar_subquery()
    )
    columns = (
        terms.service_id,
        terms.seller_id,
        func.coalesce(terms.time_zone, Calendar.time_zone).label("zone"),
        cast(func.coalesce(terms.availability, Calendar.hours), Text).label("week"),
        others.label("others"),
        terms.duration,
        Service.price,
        terms.other_durations,
        terms.before_minutes,
        terms.after_minutes,
        terms.notice_minutes,
        terms.horizon_days,
        terms.most_per_day,
        terms.step_minutes,
        terms.on_request,
        terms.place,
        terms.offer_minutes,
    )
    return (
        select(*columns)
        .join(Service, Service.id == terms.service_id)
        .join(Calendar, Calendar.user_id == terms.seller_id)
        .where(terms.service_id == func.any(bindparam("service_ids", type_=ARRAY(Uuid()))))
    )


PLANS = _plans()


def _plan(row: Row[Any]) -> Plan:
    more = (Duration(each["minutes"], Decimal(each["price"])) for each in row.other_durations)
    return Plan(
        service_id=row.service_id,
        seller_id=row.seller_id,
        zone=row.zone,
        week=_week(row.week),
        exceptions=_exceptions(row.others) if row.others else {},
        durations=(Duration(row.duration, row.price), *more),
        before=row.before_minutes,
        after=row.after_minutes,
        notice=row.notice_minutes,
        horizon=row.horizon_days,
        most_per_day=row.most_per_day,
        step=row.step_minutes,
        on_request=row.on_request,
        place=row.place,
        offer_minutes=row.offer_minutes,
    )


@lru_cache(WEEKS_REMEMBERED)
def _week(kept: str) -> Week:
    """The same one is read again and again, and many have the same."""
    return read_week(json.loads(kept))


def _exceptions(others: list[list[Any]]) -> dict[date, Spans]:
    """One for the service goes before one for all that its seller sells."""
    general_first = sorted(others, key=lambda other: bool(other[2]))
    return {date.fromisoformat(day): read_spans(hours) for day, hours, _is_own in general_first}
