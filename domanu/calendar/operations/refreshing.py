"""Openings are looked for anew where time has passed or something has changed.

First everything is read and worked out, then it is written at once, so that nobody who books waits for this. Whatever
was changed in between has another `fresh_until` by then, or is locked: it stays as it is, and has its turn next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import uniform
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, Uuid, and_, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from domanu.core.db import db
from domanu.core.time import now
from domanu.marketplaces.models import Marketplace
from domanu.services.models import Service

from ..models import Opening, TimeClaim
from ..zones import instant_of, local_day, second_at
from .free_times import DAY, Period, Wish, free_seconds_of, horizon_of
from .openings import BOOKABLE, DAYS_KEPT
from .plans import Plan, plans_of

EVERY = timedelta(seconds=1)
MOST, BATCH = 2_000, 200
PATIENCE = 0.6
"""In seconds, after which the others wait for the next turn."""
RESTING = timedelta(hours=1)
"""How long what cannot be booked is left alone, unless it is said to be bookable again."""


class Due(NamedTuple):
    service_id: UUID
    seen: datetime
    is_bookable: bool


class Found(NamedTuple):
    service_id: UUID
    seen: datetime
    next_at: datetime | None
    from_day: date
    days: int
    fresh_until: datetime


WRITE = text("""
WITH found AS (
    SELECT * FROM unnest(:service_id, :seen, :next_at, :from_day, :days, :fresh_until)
        AS found(service_id, seen, next_at, from_day, days, fresh_until)
), same AS (
    SELECT openings.service_id FROM openings JOIN found USING (service_id)
    WHERE openings.fresh_until = found.seen
    FOR UPDATE OF openings SKIP LOCKED
)
UPDATE openings
SET next_at = found.next_at, from_day = found.from_day, days = found.days, fresh_until = found.fresh_until
FROM found JOIN same USING (service_id)
WHERE openings.service_id = found.service_id
""").bindparams(
    bindparam("service_id", type_=ARRAY(Uuid())),
    bindparam("from_day", type_=ARRAY(Date())),
    bindparam("days", type_=ARRAY(BigInteger())),
    *(bindparam(name, type_=ARRAY(DateTime(timezone=True))) for name in ("seen", "next_at", "fresh_until")),
)


def refresh_openings() -> None:
    due, found, over = _due(), list[Found](), monotonic() + PATIENCE
    for place in range(0, len(due), BATCH):
        found += _look(due[place : place + BATCH], now())
        if monotonic() > over:
            break
    if found:
        columns = zip(*found, strict=True)
        db.session.execute(WRITE, dict(zip(Found._fields, map(list, columns), strict=True)))


def _due() -> list[Due]:
    """Those that have waited longest come first."""
    due = (
        select(Opening.service_id, Opening.fresh_until, and_(*BOOKABLE))
        .join(Service, Service.id == Opening.service_id)
        .join(Marketplace, Marketplace.id == Service.marketplace_id)
        .where(Opening.fresh_until <= func.clock_timestamp())
        .order_by(Opening.fresh_until)
        .limit(MOST)
    )
    return [Due(*row) for row in db.session.execute(due)]


def _look(due: Sequence[Due], at: datetime) -> Iterator[Found]:
    plans = plans_of([each.service_id for each in due if each.is_bookable])
    free = _free_seconds(list(plans.values()), at)
    expiries = _expiries([plan.seller_id for plan in plans.values()], at)
    for each in due:
        plan = plans.get(each.service_id)
        if plan is None:
            yield Found(each.service_id, each.seen, None, at.date(), 0, at + RESTING)
        else:
            yield _found(each, plan, free[plan.service_id], at, expiries.get(plan.seller_id))


def _found(due: Due, plan: Plan, free: Sequence[int], at: datetime, expiry: datetime | None) -> Found:
    """Until the next time is too near, a hold runs out, or another day can be booked; but not of all at midnight."""
    today = local_day(at, plan.zone)
    next_at = instant_of(free[0]) if free else None
    ends = [at + timedelta(hours=uniform(20, 28)), expiry, next_at and next_at - timedelta(minutes=plan.notice)]  # noqa: S311
    return Found(
        due.service_id,
        due.seen,
        next_at,
        today,
        _days(free, today, plan.zone),
        min(end for end in ends if end) + timedelta(microseconds=1),
    )


def _days(free: Sequence[int], today: date, zone: str) -> int:
    """A bit for each."""
    bits, place = 0, 0
    for number in range(DAYS_KEPT):
        start, place = place, bisect_left(free, second_at(today + timedelta(number + 1), 0, zone), place)
        bits |= (place > start) << number
    return bits


def _free_seconds(plans: Sequence[Plan], at: datetime) -> dict[UUID, list[int]]:
    """Of the days that are kept; of those without any in them, later ones too."""
    wishes = [Wish(plan, plan.minutes) for plan in plans]
    kept = at + DAY * (DAYS_KEPT + 1)
    free = dict(zip((plan.service_id for plan in plans), free_seconds_of(wishes, Period(at, kept, at)), strict=True))
    none = [wish for wish in wishes if not free[wish.plan.service_id] and horizon_of(wish.plan, at) > kept]
    if none:
        later = Period(kept, max(horizon_of(wish.plan, at) for wish in none), at)
        free |= zip((wish.plan.service_id for wish in none), free_seconds_of(none, later), strict=True)
    return free


def _expiries(sellers: Sequence[UUID], at: datetime) -> dict[UUID, datetime]:
    """When the first of what is held of theirs comes free by itself."""
    of = TimeClaim
    held = (of.kind == "hold", of.released_at.is_(None), of.expires_at > at, of.resource_id.in_(sellers))
    first = select(of.resource_id, func.min(of.expires_at)).where(*held).group_by(of.resource_id)
    return {key: expiry for key, expiry in db.session.execute(first) if expiry} if sellers else {}
