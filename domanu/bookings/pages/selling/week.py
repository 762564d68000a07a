"""A week of somebody's calendar, ready to be drawn; on a narrow page the same list is read from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import url_for

from domanu.calendar.hours import Spans, tell_minute
from domanu.calendar.zones import instant_at, local_day
from domanu.core.time import now

from ...operations.agenda import Entry, entries_between
from .grid import HOUR, Drawn, Frame, Slot, drawn, frame_of, free_hours, place, shut_spans, slots_of
from .opened import Opened
from .steps import steps
from .words import Told, tell_open, tell_slot

SEVEN = timedelta(days=7)
FRIDAY = 4


class Box(NamedTuple):
    """Something in its place: `at` so many quarters after the first, for so many."""

    at: int
    quarters: int
    told: Told | None = None
    lane: int = 1
    lanes: int = 1
    entry: Entry | None = None


class Free(NamedTuple):
    at: int
    url: str


class Day(NamedTuple):
    day: date
    is_today: bool
    boxes: Sequence[Box]
    shut: Sequence[Box]
    free: Sequence[Free]
    open_words: str
    note: str
    """Why it is a day off, or other hours hold."""

    @property
    def number(self) -> int:
        """Monday is the first."""
        return self.day.weekday() + 1

    @property
    def block_url(self) -> str:
        return url_for("calendar.block", day=self.day.isoformat())


class Week(NamedTuple):
    first: date
    days: Sequence[Day]
    hours: Sequence[tuple[int, str]]

    @property
    def title(self) -> str:
        return tell_days(self.first, self.first + timedelta(6))


def week_context(own: Opened, at: date, today: date, entries: Sequence[Entry] | None = None) -> dict[str, Any]:
    first = monday_of(at)
    week = week_of(own, first, today, _entries(own, first, SEVEN) if entries is None else entries)
    near = {"before": first - SEVEN, "after": first + SEVEN}
    return {"shown": week, "is_now": monday_of(today) == first} | steps(own, "week", near)


def coming_week(own: Opened) -> dict[str, Any]:
    """This one, or the next where nothing of this one is left. Besides, all that stands in both."""
    at = now()
    today = local_day(at, own.zone)
    entries = _entries(own, monday_of(today), 2 * SEVEN)
    over = instant_at(monday_of(today) + SEVEN, 0, own.zone)
    is_done = today.weekday() >= FRIDAY and not any(entry.ends_at > at and entry.starts_at < over for entry in entries)
    return week_context(own, today + SEVEN if is_done else today, today, entries) | {"entries": entries}


def week_of(own: Opened, first: date, today: date, entries: Sequence[Entry]) -> Week:
    """Seven days from this Monday on."""
    days = [first + timedelta(number) for number in range(7)]
    slots = {day: slots_of(day, entries, own.zone) for day in days}
    frame = frame_of([*slots.values()], map(own.spans_on, days))
    told = [(frame.at(hour), tell_minute(hour * HOUR)) for hour in frame.hours]
    further = {"Early": (0, frame.above), "Late": (frame.after, frame.below)}
    told += [(at, words) for words, (at, room) in further.items() if room]
    return Week(first, [_day(own, day, slots[day], frame, today) for day in days], told)


def monday_of(day: date) -> date:
    return day - timedelta(day.weekday())


def tell_days(first: date, last: date) -> str:
    """'23 to 29 November', '30 November to 6 December'."""
    start = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
    year = "" if last.year == now().year else f" {last.year}"
    return f"{start} to {last.day} {last:%B}{year}"


def _entries(own: Opened, first: date, length: timedelta) -> list[Entry]:
    start, end = instant_at(first, 0, own.zone), instant_at(first + length, 0, own.zone)
    return entries_between(own.user_id, start, end, now())


def _day(own: Opened, day: date, slots: Sequence[Slot], frame: Frame, today: date) -> Day:
    spans, note = own.spans_on(day), own.note_on(day)
    return Day(
        day,
        day == today,
        [_box(each, own.zone) for each in drawn(slots, frame)],
        _shut(spans, frame),
        _free(own, day, slots, frame),
        f"You are open {tell_open(spans)}." if spans else "You are closed.",
        note,
    )


def _box(there: Drawn, zone: str) -> Box:
    slot = there.slot
    return Box(there.at, there.quarters, tell_slot(slot, zone), slot.lane, slot.lanes, slot.entry)


def _shut(spans: Spans, frame: Frame) -> list[Box]:
    inside = [there for start, end in shut_spans(spans, frame.hours) if (there := place(start, end, frame.hours))]
    boxes = [Box(frame.above + at, quarters) for at, quarters in inside]
    return boxes + [Box(at, room) for at, room in ((0, frame.above), (frame.after, frame.below)) if room]


def _free(own: Opened, day: date, slots: Sequence[Slot], frame: Frame) -> list[Free]:
    """What is over cannot be blocked."""
    at, path = now(), url_for("calendar.block", day=day.isoformat())
    if instant_at(day + timedelta(1), 0, own.zone) <= at:
        return []
    return [
        Free(frame.at(hour), f"{path}&start={hour:02}:00")
        for hour in free_hours(slots, frame.hours)
        if instant_at(day, hour * HOUR, own.zone) > at
    ]
