"""When something can be booked: hours less what is taken, within notice, horizon and the most there may be a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from domanu.core.time import now

from ..slots import Stretch, free_seconds, stretches
from ..zones import instant_at, instant_of, local_day, second_at
from .plans import Plan
from .taken import Booked, fetch_taken

DAY = timedelta(days=1)
SOON = timedelta(days=14)


class Wish(NamedTuple):
    plan: Plan
    minutes: int


class Period(NamedTuple):
    start: datetime
    end: datetime
    at: datetime
    """As it looks at this instant."""


def free_times(
    plan: Plan,
    duration: int,
    start: datetime,
    end: datetime,
    *,
    at: datetime | None = None,
    without: UUID | None = None,
) -> list[datetime]:
    """From `start` on, before `end`, as it is `at` that instant. `without` is the hold or the booking whose own time
    does not count as taken."""
    [found] = free_seconds_of([Wish(plan, duration)], Period(start, end, at or now()), without)
    return [instant_of(second) for second in found]


def free_times_of(
    plans: Collection[Plan], start: datetime, end: datetime, *, at: datetime | None = None
) -> dict[UUID, list[datetime]]:
    """Of each service, for as long as it usually takes."""
    wishes = [Wish(plan, plan.minutes) for plan in plans]
    found = free_seconds_of(wishes, Period(start, end, at or now()))
    instants = {second: instant_of(second) for second in set().union(*found)}  # sellers share most of them
    return {
        wish.plan.service_id: [instants[second] for second in seconds]
        for wish, seconds in zip(wishes, found, strict=True)
    }


def next_free(
    plan: Plan, duration: int, after: datetime, *, at: datetime | None = None, without: UUID | None = None
) -> datetime | None:
    """Not before `after`. It mostly is soon, so what is far off is read only where it must be."""
    latest = horizon_of(plan, at or now())
    for start, end in pairwise([after, min(after + SOON, latest), latest]):
        found = free_times(plan, duration, start, end, at=at, without=without) if start < end else []
        if found:
            return found[0]
    return None


def nearest_free(
    plan: Plan, duration: int, wanted: datetime, most: int = 4, *, without: UUID | None = None
) -> list[datetime]:
    """Those that are closest to what was wanted, in order."""
    at, latest = now(), horizon_of(plan, now())
    around = [(wanted - SOON, wanted + SOON), (min(at, wanted), latest)]
    for start, end in around:
        found = free_times(plan, duration, start, min(end, latest), at=at, without=without)
        if len(found) >= most:
            break
    return sorted(sorted(found, key=lambda time: abs(time - wanted))[:most])


def is_offered(
    plan: Plan, duration: int, starts_at: datetime, *, at: datetime | None = None, without: UUID | None = None
) -> bool:
    if plan.price_of(duration) is None:
        return False
    just_then = starts_at + timedelta(microseconds=1)
    return starts_at in free_times(plan, duration, starts_at, just_then, at=at, without=without)


def horizon_of(plan: Plan, at: datetime) -> datetime:
    """The last day that can be booked is over then."""
    return instant_at(local_day(at, plan.zone) + timedelta(plan.horizon + 1), 0, plan.zone)


def notice_of(plan: Plan, at: datetime) -> datetime:
    """Nothing before it can be booked any longer."""
    return at + timedelta(minutes=plan.notice)


def free_seconds_of(wishes: Sequence[Wish], period: Period, without: UUID | None = None) -> list[list[int]]:
    """Of each, in seconds since 1970."""
    if not wishes or period.start >= period.end:
        return [[] for _ in wishes]
    counted = [wish.plan.service_id for wish in wishes if wish.plan.most_per_day]
    sellers = list(dict.fromkeys(wish.plan.seller_id for wish in wishes))
    start, end = _reach(wishes, period, whole_days=bool(counted))
    busy, booked = fetch_taken(sellers, start, end, at=period.at, counted=counted, without=without)
    of_seller = dict(zip(sellers, busy, strict=True))
    return [_free_of(wish, of_seller[wish.plan.seller_id], booked, period) for wish in wishes]


def _reach(wishes: Sequence[Wish], period: Period, *, whole_days: bool) -> tuple[datetime, datetime]:
    """What is taken so long before or after can matter to a time within the period."""
    least = DAY if whole_days else timedelta()
    early = max(timedelta(minutes=wish.plan.before) for wish in wishes)
    late = max(timedelta(minutes=wish.minutes + wish.plan.after) for wish in wishes)
    return period.start - max(early, least), period.end + max(late, least)


def _free_of(wish: Wish, busy: list[Stretch], booked: list[Booked], period: Period) -> list[int]:
    plan = wish.plan
    earliest, latest = max(period.start, notice_of(plan, period.at)), min(period.end, horizon_of(plan, period.at))
    if earliest >= latest:
        return []
    first, last = local_day(earliest, plan.zone) - DAY, local_day(latest, plan.zone) + 2 * DAY
    found = free_seconds(
        stretches(plan.week, plan.exceptions, plan.zone, first, last),
        busy,
        duration=wish.minutes * 60,
        step=plan.step * 60,
        before=plan.before * 60,
        after=plan.after * 60,
        earliest=_ceiling(earliest),
        latest=_ceiling(latest),
    )
    full = full_days(plan, booked)
    return [second for second in found if not any(begin <= second < over for begin, over in full)] if full else found


def full_days(plan: Plan, booked: Sequence[Booked]) -> list[Stretch]:
    """On which there are as many of them as its seller wants."""
    if plan.most_per_day is None:
        return []
    days = Counter(
        local_day(instant_of(each.starts_at), plan.zone) for each in booked if each.service_id == plan.service_id
    )
    full = (day for day, number in days.items() if number >= plan.most_per_day)
    return [(second_at(day, 0, plan.zone), second_at(day + DAY, 0, plan.zone)) for day in full]


def _ceiling(instant: datetime) -> int:
    second = int(instant.timestamp())
    return second if instant == datetime.fromtimestamp(second, UTC) else second + 1
