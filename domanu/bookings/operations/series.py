"""The same time, week after week: told whether it is free each week, before anything is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from domanu.calendar.operations.claims import Taken, what_is_taken
from domanu.calendar.operations.free_times import free_times, horizon_of
from domanu.calendar.operations.plans import Plan, plan_of
from domanu.calendar.slots import free_starts, windows
from domanu.calendar.zones import instant_at, local_day
from domanu.core.db import db
from domanu.core.time import now

from ..errors import HoldGone
from ..models import Hold
from .clashes import names_of

MOST_WEEKS = 26
MOMENT = timedelta(minutes=1)


class Week(NamedTuple):
    starts_at: datetime
    is_free: bool
    why: str = ""
    """What is in the way: of the seller's time if it is not free, else of the customer's own."""


def weeks_ahead(hold_id: UUID, customer_id: UUID, times: int) -> list[Week]:
    """The held time is the first of them."""
    hold = db.session.scalar(select(Hold).where(Hold.id == hold_id, Hold.customer_id == customer_id))
    plan = plan_of(hold.service_id) if hold else None
    if hold is None or plan is None:
        raise HoldGone
    starts = same_time_weekly(hold.scheduled_at, min(times, MOST_WEEKS), plan.zone)
    first, end = starts[0], starts[-1] + timedelta(minutes=hold.duration)
    free = {first, *free_times(plan, hold.duration, first, end, without=hold.id)}
    offered = _offered(plan, hold.duration, first, end)
    own = what_is_taken(customer_id, first, end)
    names = names_of(own, customer_id)
    return [
        Week(starts_at, is_free=True, why=_in_their_way(starts_at, hold.duration, own, names))
        if starts_at in free
        else Week(starts_at, is_free=False, why=_why_not(plan, starts_at, offered))
        for starts_at in starts
    ]


def same_time_weekly(starts_at: datetime, times: int, zone: str) -> list[datetime]:
    """By the clock on the wall of the place, whatever is done to it meanwhile."""
    wall = starts_at.astimezone(ZoneInfo(zone))
    minute = wall.hour * 60 + wall.minute
    return [starts_at, *(instant_at(wall.date() + timedelta(weeks=week), minute, zone) for week in range(1, times))]


def _offered(plan: Plan, duration: int, first: datetime, end: datetime) -> set[datetime]:
    """What the hours allow, whatever is taken of it."""
    open_ = windows(plan.week, plan.exceptions, plan.zone, local_day(first, plan.zone), local_day(end, plan.zone))
    bounds = {"duration": duration, "step": plan.step, "before": 0, "after": 0}
    return set(free_starts(open_, (), **bounds, earliest=first, latest=end))


def _why_not(plan: Plan, starts_at: datetime, offered: set[datetime]) -> str:
    if starts_at >= horizon_of(plan, now()):
        return "It is too far ahead to be booked yet."
    return "It is taken." if starts_at in offered else "Nothing is offered at this time that day."


def _in_their_way(starts_at: datetime, duration: int, own: Sequence[Taken], names: dict[UUID, str]) -> str:
    ends_at = starts_at + timedelta(minutes=duration)
    for taken in own:
        if taken.starts_at < ends_at and taken.ends_at > starts_at:
            name = names.get(taken.subject_id) if taken.subject_id else taken.label
            return f"You have “{name}” then." if name else "Your own time is taken then."
    return ""
