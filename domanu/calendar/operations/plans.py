"""How services are booked by time: their terms, their hours, and the days on which others hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from domanu.core.db import db
from domanu.services.models import Service

from ..hours import Spans, Week, read_spans, read_week
from ..models import AppointmentTerms, AvailabilityException, Calendar


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
    return {row[0].service_id: _plan(*row) for row in rows}


def _plans() -> Select[*tuple[Any, ...]]:
    """Yesterday may not be over where the place is."""
    aside = AvailabilityException
    for_it = or_(aside.service_id.is_(None), aside.service_id == AppointmentTerms.service_id)
    others = (
        select(func.jsonb_agg(func.jsonb_build_array(aside.day, aside.hours, aside.service_id.is_not(None))))
        .where(aside.user_id == AppointmentTerms.seller_id, aside.day >= func.current_date() - 1, for_it)
        .correlate(AppointmentTerms)
        .scalar_subquery()
    )
    return (
        select(AppointmentTerms, Service.price, Calendar.hours, Calendar.time_zone, others)
        .join(Service, Service.id == AppointmentTerms.service_id)
        .join(Calendar, Calendar.user_id == AppointmentTerms.seller_id)
        .where(AppointmentTerms.service_id == func.any(bindparam("service_ids", type_=ARRAY(Uuid()))))
        .execution_options(populate_existing=True)
    )


PLANS = _plans()


def _plan(
    terms: AppointmentTerms, price: Decimal, hours: dict[str, Any], zone: str, others: list[list[Any]] | None
) -> Plan:
    more = (Duration(each["minutes"], Decimal(each["price"])) for each in terms.other_durations)
    return Plan(
        service_id=terms.service_id,
        seller_id=terms.seller_id,
        zone=terms.time_zone or zone,
        week=read_week(hours if terms.availability is None else terms.availability),
        exceptions=_exceptions(others or []),
        durations=(Duration(terms.duration, price), *more),
        before=terms.before_minutes,
        after=terms.after_minutes,
        notice=terms.notice_minutes,
        horizon=terms.horizon_days,
        most_per_day=terms.most_per_day,
        step=terms.step_minutes,
        on_request=terms.on_request,
        place=terms.place,
        offer_minutes=terms.offer_minutes,
    )


def _exceptions(others: list[list[Any]]) -> dict[date, Spans]:
    """One for the service goes before one for all that its seller sells."""
    general_first = sorted(others, key=lambda other: bool(other[2]))
    return {date.fromisoformat(day): read_spans(hours) for day, hours, _is_own in general_first}
