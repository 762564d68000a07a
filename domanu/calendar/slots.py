"""Hours become windows, and windows less what is taken become times that can be booked. Nothing here is read or kept.

Seconds since 1970 are counted with, since instants take ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import ceil, floor
from typing import NamedTuple

from .hours import Spans, Week
from .zones import instant_of, second_at

Stretch = tuple[int, int]
"""Seconds, without the last."""


class Window(NamedTuple):
    start: datetime
    end: datetime


def windows(week: Week, exceptions: Mapping[date, Spans], zone: str, first: date, last: date) -> list[Window]:
    """Of each day its own, in order. Those that touch stay apart, since the times of each begin with it."""
    found = stretches(week, exceptions, zone, first, last)
    return [Window(instant_of(start), instant_of(end)) for start, end in found]


def free_starts(
    windows: Sequence[Window],
    busy: Sequence[tuple[datetime, datetime]],
    *,
    duration: int,
    step: int,
    before: int,
    after: int,
    earliest: datetime,
    latest: datetime,
) -> list[datetime]:
    """All in minutes. From `earliest` on, before `latest`."""
    found = free_seconds(
        _seconds(windows),
        _seconds(busy),
        duration=duration * 60,
        step=step * 60,
        before=before * 60,
        after=after * 60,
        earliest=ceil(earliest.timestamp()),
        latest=ceil(latest.timestamp()),
    )
    return [instant_of(second) for second in found]


def stretches(week: Week, exceptions: Mapping[date, Spans], zone: str, first: date, last: date) -> list[Stretch]:
    found: list[Stretch] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        for span in exceptions.get(day, week[day.weekday()]) if exceptions else week[day.weekday()]:
            start, end = second_at(day, span.start, zone), second_at(day, span.end, zone)
            if start < end:  # none of it is left where clocks jump over it
                found.append((start, end))
    return found


def free_seconds(
    open_: Sequence[Stretch],
    busy: Iterable[Stretch],
    *,
    duration: int,
    step: int,
    before: int,
    after: int,
    earliest: int,
    latest: int,
) -> list[int]:
    """Both lists are gone through once, side by side."""
    taken, at, found = _merged(busy), 0, list[int]()
    for (start, end), until in zip(open_, _ends(open_), strict=True):
        moment, last = _next(start, step, earliest), min(end, latest, until - duration + 1) - 1
        while moment <= last:
            while at < len(taken) and taken[at][1] <= moment - before:
                at += 1
            clear = last if at == len(taken) else min(last, taken[at][0] - duration - after)
            found.extend(range(moment, clear + 1, step))
            moment = _next(start, step, last + 1 if clear == last else taken[at][1] + before)
    return found


def _next(start: int, step: int, earliest: int) -> int:
    """The first of its times that is not before `earliest`."""
    return start if earliest <= start else start - (start - earliest) // step * step


def _ends(open_: Sequence[Stretch]) -> list[int]:
    """Of each the end of the last of those that touch it one after the other: until then somebody can stay."""
    ends = [end for _start, end in open_]
    for place in range(len(open_) - 2, -1, -1):
        if open_[place + 1][0] <= ends[place]:
            ends[place] = ends[place + 1]
    return ends


def _merged(busy: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(busy):
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _seconds(pairs: Sequence[tuple[datetime, datetime]]) -> list[Stretch]:
    return [(floor(start.timestamp()), ceil(end.timestamp())) for start, end in pairs]
