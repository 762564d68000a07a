"""A month to choose a day from: which weeks it shows, and how each of their days stands."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from domanu.calendar import fields

WEEK = timedelta(days=7)
WEEKS_AHEAD = 5
"""From this week on; months that are asked for by name are shown whole."""
NAMED = re.compile(r"(\d{4})-(\d\d)", re.ASCII)


class Cell(NamedTuple):
    day: date
    state: str
    """free; full where something could be had if it were not taken; else none."""


class Grid(NamedTuple):
    first: date
    end: date
    """The day after the last."""
    name: str
    """As in an address: '2026-12', and nothing for the weeks from now on."""

    def has(self, day: date) -> bool:
        return self.first <= day < self.end


class Month(NamedTuple):
    title: str
    weeks: tuple[tuple[Cell, ...], ...]
    earlier: str | None
    """The name of the one before; None where there is none."""
    later: str | None


def read_day(asked: str) -> date | None:
    return fields.read_day(asked) if len(asked) == len("2026-11-24") else None


def read_month(asked: str) -> date | None:
    """Its first day."""
    found = NAMED.fullmatch(asked)
    return read_day(f"{found[1]}-{found[2]}-01") if found else None


def grid_of(today: date, last: date, *, month: date | None = None, day: date | None = None) -> Grid:
    """The one that was asked for by name, else the one with this day in it; none that is past or after the last day."""
    now = _from_now_on(today)
    if month is None and day is not None and not now.has(day):
        month = day
    if month is None or _first(month) <= _first(today):
        return now
    return _whole(min(month, last) if last > today else today, now)


def month_of(grid: Grid, today: date, last: date, *, free: Collection[date], open_days: Collection[date]) -> Month:
    """`open_days` are those on which there would be something if nothing were taken."""
    states = {**dict.fromkeys(open_days, "full"), **dict.fromkeys(free, "free")}
    days = [grid.first + timedelta(days=n) for n in range((grid.end - grid.first).days)]
    cells = [Cell(day, states.get(day, "none")) for day in days]
    weeks = tuple(tuple(cells[n : n + 7]) for n in range(0, len(cells), 7))
    return Month(_title(grid, today), weeks, _earlier(grid, today), _later(grid, today, last))


def _from_now_on(today: date) -> Grid:
    monday = _monday(today)
    return Grid(monday, monday + WEEKS_AHEAD * WEEK, "")


def _whole(month: date, now: Grid) -> Grid:
    first = _first(month)
    grid = Grid(_monday(first), _monday(_next(first) - timedelta(days=1)) + WEEK, f"{first:%Y-%m}")
    return now if grid.end <= now.end else grid


def _title(grid: Grid, today: date) -> str:
    """'November, December' for the weeks from now on, 'March 2027' in another year."""
    if grid.name:
        return _named(grid.first + WEEK, today)
    first, last = _first(today), _first(grid.end - timedelta(days=1))
    return _named(first, today) if first == last else f"{first:%B}, {_named(last, today)}"


def _named(day: date, today: date) -> str:
    return f"{day:%B}" if day.year == today.year else f"{day:%B %Y}"


def _earlier(grid: Grid, today: date) -> str | None:
    if not grid.name:
        return None
    before = _first(grid.first + WEEK) - timedelta(days=1)
    return _whole(before, _from_now_on(today)).name if _first(before) > _first(today) else ""


def _later(grid: Grid, today: date, last: date) -> str | None:
    month = _next(_first(grid.first + WEEK if grid.name else today))
    later = _whole(month, _from_now_on(today))
    while not later.name:  # those weeks reach beyond it
        month = _next(month)
        later = _whole(month, _from_now_on(today))
    return later.name if last >= grid.end else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first(day: date) -> date:
    return day.replace(day=1)


def _next(first: date) -> date:
    return _first(first + timedelta(days=31))
