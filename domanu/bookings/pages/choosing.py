"""A day and its times to choose from: the same on a service's page and where a booking is moved."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from domanu.calendar.operations.free_times import free_times, horizon_of, next_free, notice_of
from domanu.calendar.operations.plans import Plan
from domanu.calendar.slots import free_starts, windows
from domanu.calendar.zones import instant_at, local_day
from domanu.core.time import now, tell_zone

from .asked import Asked
from .months import Grid, Month, grid_of, month_of
from .times import Time, nearest_to, times_on

NOON = 12 * 60
MOMENT = timedelta(minutes=1)


class Choice(NamedTuple):
    zone: str
    zone_words: str
    today: date
    month: Month
    day: date | None
    """The chosen one, else the first with a free time."""
    times: tuple[Time, ...]
    nearest: tuple[Time, ...]
    """Where the chosen day has none, or the wanted time is taken."""
    following: Time | None
    """The next free time of all, where the month has none."""
    first: Time | None
    """The first free time that is shown here."""
    from_now: bool
    """Whether the weeks that are shown begin with this one."""

    @property
    def soonest(self) -> str:
        """In words, where it is known."""
        soonest = self.first or self.following
        return soonest.words if soonest and self.from_now else ""


def choice_of(
    plan: Plan,
    duration: int,
    asked: Asked,
    zone: str,
    *,
    kept: datetime | None = None,
    wanted: datetime | None = None,
    without: UUID | None = None,
) -> Choice:
    """`kept` is a time that is theirs already, `wanted` one that they did not get. `without` names what of the claims
    does not count."""
    today = local_day(now(), zone)
    last = local_day(horizon_of(plan, now()) - MOMENT, zone)
    near = asked.day or (None if asked.month else _day(kept or wanted, zone))
    grid = grid_of(today, last, month=asked.month, day=near)
    free = _free(plan, duration, grid, zone, without)
    days = {local_day(at, zone) for at in free}
    day = near if near and grid.has(near) else min(days, default=None)
    times = times_on(day, free, zone, kept) if day else ()
    months = month_of(grid, today, last, free=days, open_days=_open_days(plan, duration, grid, zone))
    return Choice(
        zone,
        tell_zone(times[0].at if times else now(), zone),
        today,
        months,
        day,
        times,
        _nearest(day, times, wanted, free, zone),
        None if free else _following(plan, duration, zone),
        nearest_to(free[0], free[:1], zone)[0] if free else None,
        not grid.name,
    )


def _free(plan: Plan, duration: int, grid: Grid, zone: str, without: UUID | None) -> list[datetime]:
    return free_times(plan, duration, instant_at(grid.first, 0, zone), instant_at(grid.end, 0, zone), without=without)


def _open_days(plan: Plan, duration: int, grid: Grid, zone: str) -> set[date]:
    """On which there would be something if nothing were taken."""
    day = timedelta(days=1)
    found = windows(plan.week, plan.exceptions, plan.zone, grid.first - day, grid.end + day)
    earliest, latest = notice_of(plan, now()), horizon_of(plan, now())
    length = {"duration": duration, "step": plan.step, "before": 0, "after": 0}
    starts = free_starts(found, [], **length, earliest=earliest, latest=latest)
    return {local_day(at, zone) for at in starts}


def _nearest(
    day: date | None, times: tuple[Time, ...], wanted: datetime | None, free: list[datetime], zone: str
) -> tuple[Time, ...]:
    if wanted:
        return nearest_to(wanted, free, zone)
    return nearest_to(instant_at(day, NOON, zone), free, zone) if day and not times else ()


def _following(plan: Plan, duration: int, zone: str) -> Time | None:
    at = next_free(plan, duration, now())
    return nearest_to(at, [at], zone)[0] if at else None


def _day(at: datetime | None, zone: str) -> date | None:
    return local_day(at, zone) if at else None
