"""Why a time of a day is not free, for whoever sells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domanu.core.time import now

from ..slots import free_seconds, stretches
from ..zones import DAY_MINUTES, instant_at, instant_of, second_at
from .entries import FEED, Entry, entries_of
from .free_times import DAY, full_days, horizon_of, notice_of
from .plans import Plan
from .taken import Booked


class Step(NamedTuple):
    starts_at: datetime
    reason: str | None
    """None: it is free."""
    detail: str | None = None
    """What it is called that is in the way."""


class Surroundings(NamedTuple):
    earliest: datetime
    latest: datetime
    is_full: bool
    entries: Sequence[Entry]


def day_of_seller(plan: Plan, day: date, duration: int, *, at: datetime | None = None) -> list[Step]:
    """All times of the day, also those that lie outside of the hours."""
    at, inside = at or now(), set(_within_hours(plan, day, duration))
    around = _surroundings(plan, day, duration, at)
    return [
        Step(instant_of(second), *_why(plan, instant_of(second), timedelta(minutes=duration), around))
        if second in inside
        else Step(instant_of(second), "outside_hours")
        for second in sorted(inside | _outside(plan, day, inside))
    ]


def _within_hours(plan: Plan, day: date, duration: int) -> list[int]:
    return free_seconds(
        stretches(plan.week, plan.exceptions, plan.zone, day, day + 2 * DAY),
        [],
        duration=duration * 60,
        step=plan.step * 60,
        before=0,
        after=0,
        earliest=second_at(day, 0, plan.zone),
        latest=second_at(day, DAY_MINUTES, plan.zone),
    )


def _outside(plan: Plan, day: date, inside: set[int]) -> set[int]:
    """Between those, as often as there would be others."""
    step, end = plan.step * 60, second_at(day, DAY_MINUTES, plan.zone)
    marks = [*sorted(inside), end + step]
    found, moment = set[int](), second_at(day, 0, plan.zone)
    for mark in marks:
        found.update(range(moment, min(mark, end), step))
        moment = mark + step
    return found


def _surroundings(plan: Plan, day: date, duration: int, at: datetime) -> Surroundings:
    first, last = instant_at(day, 0, plan.zone), instant_at(day, DAY_MINUTES, plan.zone)
    margin = timedelta(minutes=max(duration + plan.after, plan.before))
    entries = entries_of(plan.seller_id, first - margin, last + margin, at)
    booked = [Booked(plan.service_id, int(each.starts_at.timestamp())) for each in entries if _counts(each, plan)]
    is_full = any(start == int(first.timestamp()) for start, _end in full_days(plan, booked))
    return Surroundings(notice_of(plan, at), horizon_of(plan, at), is_full, entries)


def _counts(entry: Entry, plan: Plan) -> bool:
    return entry.part == "seller" and entry.kind in {"booking", "hold"} and entry.service_id == plan.service_id


def _why(plan: Plan, start: datetime, length: timedelta, around: Surroundings) -> tuple[str | None, str | None]:
    if start < around.earliest:
        return "notice", None
    if start >= around.latest:
        return "horizon", None
    end = start + length
    for entry in around.entries:
        if entry.overlaps(start, end):
            return _kind(entry, plan), entry.name
    before, after = timedelta(minutes=plan.before), timedelta(minutes=plan.after)
    for entry in around.entries:
        if entry.comes_near(start - before, end + after):
            return "buffer", entry.name
    return ("cap" if around.is_full else None), None


def _kind(entry: Entry, plan: Plan) -> str:
    if entry.kind == FEED:
        return "busy_feed"
    if entry.part == "customer":
        return "own_booking"
    if entry.kind == "booking" and entry.service_id != plan.service_id:
        return "other_service"
    return entry.kind
