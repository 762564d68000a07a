"""When a service can be had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints

from domanu.bookings.errors import NotOffered
from domanu.calendar.operations.free_times import free_times, nearest_free, next_free
from domanu.calendar.operations.plans import Plan, plan_of
from domanu.calendar.zones import instant_at
from domanu.core.time import now
from domanu.marketplaces.access import Standing
from domanu.services.access import visible_service
from domanu.services.models import Service

from ..endpoints import Reader, Resource
from ..errors import TimeGone, Unfit
from ..fields import Asked, Day, Instant, InZone, Minutes, Money, Told, money

resource = Resource("times", "Free times", "When a service that is booked by time can be had.")
MOST_DAYS = 31
USUAL = timedelta(days=7)


class Length(Told):
    minutes: int
    price: Money


class Times(InZone):
    minutes: int
    price: Money
    times: Sequence[Instant] = Field(description="When it can begin.")
    next: Instant | None = Field(description="The next free time at all, also if it is after these days.")
    lengths: Sequence[Length] = Field(description="How long it can be had, the usual length first.")
    place: str
    on_request: bool = Field(description="Whether the seller answers first; else it is booked at once.")


class TimesQuery(Asked):
    month: Annotated[str, StringConstraints(pattern=r"^2[01][0-9]{2}-(0[1-9]|1[0-2])$")] | None = Field(
        None, description="All of it, such as 2026-11. Or say from and until."
    )
    first: Day | None = Field(None, alias="from", description="The first day, in your zone. Today, if nothing is said.")
    until: Day | None = Field(None, description=f"The last one; {MOST_DAYS} at most. A week, if nothing is said.")
    minutes: Minutes | None = Field(None, description="For how long, if it can be had for more than one length.")


@resource.get("/services/<uuid:key>/times", scope="", refuses=[NotOffered])
def list_times(caller: Reader, key: UUID, query: TimesQuery) -> Times:
    """The free times of some days"""
    service, standing = visible_service(key, caller.user_id)
    plan = plan_of(key)
    if plan is None:
        raise NotOffered
    minutes = query.minutes or plan.minutes
    price = plan.price_of(minutes)
    if price is None:
        raise Unfit(("?minutes", "It is not offered for so long. See lengths."))
    zone, currency = caller.zone or plan.zone, standing.marketplace.currency
    first, last = _days(query, zone)
    start, end = instant_at(first, 0, zone), instant_at(last + timedelta(days=1), 0, zone)
    is_had = _is_had(service, standing)
    return Times(
        zone=zone,
        minutes=minutes,
        price=money(price, currency),
        times=free_times(plan, minutes, start, end) if is_had else [],
        next=next_free(plan, minutes, max(start, now())) if is_had else None,
        lengths=[Length(minutes=each.minutes, price=money(each.price, currency)) for each in plan.durations],
        place=plan.place,
        on_request=plan.on_request,
    )


def gone(service_id: UUID, minutes: int, wanted: datetime, zone: str, *, without: UUID | None = None) -> Exception:
    """What to raise where a time is not free, with those that are."""
    plan: Plan | None = plan_of(service_id)
    if plan is None or plan.price_of(minutes) is None:
        return NotOffered()
    return TimeGone(nearest_free(plan, minutes, wanted, without=without), zone or plan.zone)


def read_days(first: date | None, until: date | None, zone: str) -> tuple[date, date]:
    begin = first or now().astimezone(ZoneInfo(zone)).date()
    end = until or begin + USUAL - timedelta(days=1)
    if not 0 <= (end - begin).days < MOST_DAYS:
        raise Unfit(("?until", f"Ask for 1 to {MOST_DAYS} days."))
    return begin, end


def _days(query: TimesQuery, zone: str) -> tuple[date, date]:
    if query.month is None:
        return read_days(query.first, query.until, zone)
    if query.first or query.until:
        raise Unfit(("?month", "Say a month, or days."))
    begin = date.fromisoformat(f"{query.month}-01")
    after = (begin + timedelta(days=MOST_DAYS)).replace(day=1)
    return begin, after - timedelta(days=1)


def _is_had(service: Service, standing: Standing) -> bool:
    return service.status == "listed" and service.available and not standing.is_archived
