"""A month of somebody's calendar: how much stands on each day."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from flask import url_for

from domanu.calendar.zones import instant_at, local_day
from domanu.core.time import now

from ...operations.agenda import Entry, entries_between
from .opened import Opened
from .words import LOOKS

COUNTED = {"booked": "booked", "asked": "asking", "own": "your own", "held": "held"}


class Cell(NamedTuple):
    day: date
    is_today: bool
    is_other: bool
    """Of another month."""
    counts: Sequence[tuple[int, str, str]]
    """How many, of what, and how that looks."""
    note: str
    url: str


class Month(NamedTuple):
    first: date
    weeks: Sequence[Sequence[Cell]]
    total: int

    @property
    def title(self) -> str:
        return f"{self.first:%B %Y}"


def month_of(opened: Opened, first: date, today: date) -> Month:
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    start, end = instant_at(weeks[0][0], 0, opened.zone), instant_at(weeks[-1][-1] + timedelta(1), 0, opened.zone)
    entries = entries_between(opened.user_id, start, end, now())
    on = _by_day(entries, opened.zone)
    drawn = [[_cell(opened, day, on.get(day, Counter()), first, today) for day in week] for week in weeks]
    return Month(first, drawn, sum(on[day]["booked"] for day in on if day.month == first.month))


def _by_day(entries: Sequence[Entry], zone: str) -> dict[date, Counter[str]]:
    on: dict[date, Counter[str]] = {}
    for entry in entries:
        for day in _days(entry, zone) if entry.kind in {"block", "busy"} else [local_day(entry.starts_at, zone)]:
            on.setdefault(day, Counter())["held" if entry.kind == "offered" else entry.kind] += 1
    return on


def _days(entry: Entry, zone: str) -> Iterator[date]:
    day, last = local_day(entry.starts_at, zone), local_day(entry.ends_at - timedelta(microseconds=1), zone)
    while day <= last:
        yield day
        day += timedelta(1)


def _cell(opened: Opened, day: date, count: Counter[str], first: date, today: date) -> Cell:
    counts = [(count[kind], words, LOOKS.get(kind, "")) for kind, words in COUNTED.items() if count[kind]]
    note = opened.note_on(day) or ("Blocked" if count["block"] else "Busy" if count["busy"] else "")
    url = url_for("bookings.calendar", at=day.isoformat())
    return Cell(day, day == today, day.month != first.month, counts, note, url)
