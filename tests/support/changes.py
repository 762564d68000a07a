"""When clocks are changed, of all places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domanu.core.time import time_zones

START, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
WEEK, SECOND = timedelta(days=7), timedelta(seconds=1)
"""No clock is changed and changed back within a week."""


class Clock(NamedTuple):
    offset: timedelta
    """At the start."""
    changes: tuple[datetime, ...]


@cache
def clock_of(zone: str) -> Clock:
    place = ZoneInfo(zone)
    return Clock(_offset(START, place), tuple(_changes(place)))


@cache
def places() -> dict[str, list[str]]:
    """One of each kind of clock, and all whose clocks are changed alike."""
    alike: dict[Clock, list[str]] = {}
    for zone in time_zones():
        alike.setdefault(clock_of(zone), []).append(zone)
    return {zones[0]: zones for zones in alike.values()}


def change_days(zone: str) -> list[date]:
    """As they are called there, before and after."""
    place = ZoneInfo(zone)
    days = {(change + jump).astimezone(place).date() for change in clock_of(zone).changes for jump in (-SECOND, SECOND)}
    return sorted(days)


def _changes(place: ZoneInfo) -> Iterator[datetime]:
    here, before = START, _offset(START, place)
    while here < END:
        there = here + WEEK
        if (after := _offset(there, place)) != before:
            yield _first(here, there, before, place)
        here, before = there, after


def _first(early: datetime, late: datetime, before: timedelta, place: ZoneInfo) -> datetime:
    while late - early > SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if _offset(middle, place) == before:
            early = middle
        else:
            late = middle
    return late


def _offset(instant: datetime, place: ZoneInfo) -> timedelta:
    offset = instant.astimezone(place).utcoffset()
    assert offset is not None
    return offset
