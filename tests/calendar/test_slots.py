"""Of the times that are offered none is of a wrong length, none comes twice and none is lost, wherever and whenever
clocks are changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domanu.calendar.hours import Span, Spans, Week
from domanu.calendar.slots import Window, free_seconds, free_starts, windows
from domanu.calendar.zones import instant_at, instant_of
from domanu.core.time import time_zones
from tests.support.changes import change_days, places

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ALL_DAY: Spans = (Span(0, 1440),)
HOURLY: Spans = tuple(Span(hour * 60, hour * 60 + 60) for hour in range(24))
NIGHT: Spans = (Span(0, 200), Span(1290, 1440))
SHORT: Spans = (Span(5, 95), Span(100, 170), Span(1380, 1425))


def always(spans: Spans) -> Week:
    return (spans,) * 7


def starts(open_: Sequence[Window], duration: int, step: int) -> list[datetime]:
    whole = {"earliest": open_[0].start, "latest": open_[-1].end}
    return free_starts(open_, [], duration=duration, step=step, before=0, after=0, **whole)


@pytest.mark.parametrize("zone", places())
def test_every_clock(zone: str) -> None:
    check(zone, [ALL_DAY, HOURLY, NIGHT], [(60, 60), (45, 20)])


@pytest.mark.soak
@pytest.mark.parametrize("zone", time_zones())
def test_every_place(zone: str) -> None:
    every = [(duration, step) for duration in (5, 25, 60, 90, 480, 1440) for step in (5, 15, 30, 50, 60, 120)]
    check(zone, [ALL_DAY, HOURLY, NIGHT, SHORT], every)


def check(zone: str, hours: Sequence[Spans], lengths: Sequence[tuple[int, int]]) -> None:
    for day in change_days(zone):
        first, last = day - 2 * DAY, day + 2 * DAY
        for spans in hours:
            open_ = windows(always(spans), {}, zone, first, last)
            check_windows(open_, spans, zone, first, last)
            for duration, step in lengths:
                check_starts(open_, starts(open_, duration, step), duration * MINUTE, step * MINUTE)


def check_windows(open_: Sequence[Window], spans: Spans, zone: str, first: date, last: date) -> None:
    assert all(window.start < window.end for window in open_)
    assert all(earlier.end <= later.start for earlier, later in pairwise(open_))
    if spans in (ALL_DAY, HOURLY):
        assert all(earlier.end == later.start for earlier, later in pairwise(open_))
        assert (open_[0].start, open_[-1].end) == (instant_at(first, 0, zone), instant_at(last + DAY, 0, zone))


def check_starts(open_: Sequence[Window], found: Sequence[datetime], duration: timedelta, step: timedelta) -> None:
    """Against going through all of them, one window after the other, with nothing but elapsed time."""
    expected = []
    for number, window in enumerate(open_):
        until = window.end
        for later in open_[number + 1 :]:
            until = later.end if later.start == until else until
        moment = window.start
        while moment < window.end:
            if moment + duration <= until:
                expected.append(moment)
            moment += step
    assert found == expected
    assert all(earlier < later for earlier, later in pairwise(found))


minutes = some.integers(0, 300)


@some.composite
def stretches(draw: some.DrawFn) -> list[tuple[int, int]]:
    """Apart, or touching."""
    marks = draw(some.lists(minutes, max_size=10))
    ends = sorted(marks)[: len(marks) // 2 * 2]
    return [(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if start < end]


pairs = some.lists(some.tuples(minutes, some.integers(1, 60)), max_size=8)


@settings(max_examples=300, deadline=None)
@given(
    open_=stretches(),
    taken=pairs,
    duration=some.integers(1, 90),
    step=some.integers(1, 70),
    buffers=some.tuples(some.integers(0, 30), some.integers(0, 30)),
    bounds=some.tuples(minutes, minutes),
)
def test_against_trying_every_one(
    open_: list[tuple[int, int]],
    taken: list[tuple[int, int]],
    duration: int,
    step: int,
    buffers: tuple[int, int],
    bounds: tuple[int, int],
) -> None:
    busy = [(start, start + length) for start, length in taken]
    before, after = buffers
    inside = set().union(*(range(start, end) for start, end in open_)) if open_ else set()
    occupied = set().union(*(range(start, end) for start, end in busy)) if busy else set()
    expected = [
        moment
        for start, end in open_
        for moment in range(start, end, step)
        if bounds[0] <= moment < bounds[1]
        and inside.issuperset(range(moment, moment + duration))
        and occupied.isdisjoint(range(moment - before, moment + duration + after))
    ]
    more = {"before": before, "after": after, "earliest": bounds[0], "latest": bounds[1]}
    assert free_seconds(open_, busy, duration=duration, step=step, **more) == expected


def test_other_hours_on_a_date() -> None:
    monday = date(2026, 11, 23)
    usual = always((Span(540, 600),))
    other = {monday: (Span(600, 660),), monday + DAY: ()}
    found = windows(usual, other, "UTC", monday, monday + 2 * DAY)
    assert [window.start for window in found] == [utc(23, 10), utc(25, 9)]


def test_a_stay_may_go_on_past_midnight() -> None:
    """Though the times of each day begin with its own hours."""
    monday = date(2026, 11, 23)
    week = (((Span(1350, 1440),)), ((Span(0, 50),)), (), (), (), (), ())
    found = windows(week, {}, "UTC", monday, monday + DAY)
    assert starts(found, 60, 40) == [utc(23, 22, 30), utc(23, 23, 10), utc(23, 23, 50)]


def test_an_hour_that_comes_twice_is_two() -> None:
    sunday = date(2026, 10, 25)
    found = windows(always((Span(60, 240),)), {}, "Europe/Vienna", sunday, sunday)
    assert len(starts(found, 60, 60)) == 4


def test_an_hour_that_is_jumped_over_is_none() -> None:
    sunday = date(2026, 3, 29)
    assert len(starts(windows(always((Span(60, 240),)), {}, "Europe/Vienna", sunday, sunday), 60, 60)) == 2
    assert windows(always((Span(120, 180),)), {}, "Europe/Vienna", sunday, sunday) == []


def test_parts_of_seconds_are_no_time() -> None:
    """What is taken to a part of a second is taken to its end; nothing begins before it is allowed to."""
    half = timedelta(milliseconds=500)
    open_ = [Window(instant_of(0), instant_of(600))]
    more: dict[str, Any] = {"before": 0, "after": 0, "earliest": instant_of(0) - half, "latest": instant_of(540) + half}
    busy = [(instant_of(60) + half, instant_of(120) + half)]
    found = free_starts(open_, busy, duration=1, step=1, **more)
    assert [int(each.timestamp()) // 60 for each in found] == [0, 3, 4, 5, 6, 7, 8, 9]


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)
