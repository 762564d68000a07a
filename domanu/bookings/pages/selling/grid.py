"""Where things stand in a week that is drawn in quarters of hours: side by side where they overlap, and what is far
from the hours of everything else in lines above and below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domanu.calendar.hours import MIDNIGHT, Spans
from domanu.calendar.zones import instant_at

from ...operations.agenda import Entry

QUARTER, HOUR = 15, 60
LEAST_QUARTERS = 2
"""What is shorter is drawn as long as that, so that it can be read and hit."""
MOST_LANES = 3
FIRST_HOUR, LAST_HOUR = 9, 19
"""Shown in any case."""
REACH = 2
"""For what stands so many hours further out the day is drawn longer."""
HOUR_QUARTERS = HOUR // QUARTER


class Slot(NamedTuple):
    entry: Entry
    start: int
    """In minutes of this day's clock, as the end."""
    end: int
    lane: int = 1
    lanes: int = 1

    @property
    def is_all_day(self) -> bool:
        return self.start == 0 and self.end == MIDNIGHT


class Frame(NamedTuple):
    """How days are drawn: hour after hour, and over so many quarters above and below them what is further out."""

    hours: range
    above: int = 0
    below: int = 0

    @property
    def after(self) -> int:
        """The quarter at which the hours are over."""
        return self.above + len(self.hours) * HOUR_QUARTERS

    def at(self, hour: int) -> int:
        return self.above + (hour - self.hours.start) * HOUR_QUARTERS


class Drawn(NamedTuple):
    slot: Slot
    at: int
    quarters: int


def slots_of(day: date, entries: Iterable[Entry], zone: str) -> list[Slot]:
    """What of these falls on this day."""
    start, end = instant_at(day, 0, zone), instant_at(day + timedelta(1), 0, zone)
    there = [entry for entry in entries if entry.starts_at < end and entry.ends_at > start]
    return _in_lanes([_on(entry, start, end, zone) for entry in there])


def frame_of(days: Sequence[Sequence[Slot]], opened: Iterable[Spans]) -> Frame:
    hours = shown_hours(days, opened)
    above = max((len(_earlier(slots, hours)) for slots in days), default=0)
    below = max((len(_later(slots, hours)) for slots in days), default=0)
    return Frame(hours, _room(above, hours.start), _room(below, MIDNIGHT // HOUR - hours.stop))


def shown_hours(days: Iterable[Sequence[Slot]], opened: Iterable[Spans]) -> range:
    """From the first to the last in which there is anything. What lasts all day is no reason to show the night, nor is
    what stands alone in it."""
    open_spans = [span for day in opened for span in day]
    first = min((FIRST_HOUR, *(span.start // HOUR for span in open_spans)))
    last = max((LAST_HOUR, *(-(-span.end // HOUR) for span in open_spans)))
    earliest, latest = max(first - REACH, 0), min(last + REACH, MIDNIGHT // HOUR)
    there = [slot for day in days for slot in day if not slot.is_all_day]
    starts = [slot.start // HOUR for slot in there if slot.end > earliest * HOUR]
    ends = [-(-slot.end // HOUR) for slot in there if slot.start < latest * HOUR]
    return range(max(min((first, *starts)), earliest), min(max((last, *ends)), latest))


def drawn(slots: Sequence[Slot], frame: Frame) -> list[Drawn]:
    hours = frame.hours
    inside = [(slot, there) for slot in slots if (there := place(slot.start, slot.end, hours))]
    return [
        *_lines(_earlier(slots, hours), 0, frame.above),
        *(Drawn(slot, frame.above + at, max(quarters, LEAST_QUARTERS)) for slot, (at, quarters) in inside),
        *_lines(_later(slots, hours), frame.after, frame.below),
    ]


def place(start: int, end: int, hours: range) -> tuple[int, int] | None:
    """From which quarter of the drawn day on, and over how many; None where it is not drawn."""
    first, last = hours.start * HOUR, hours.stop * HOUR
    start, end = max(start, first), min(end, last)
    if start >= end:
        return None
    at = (start - first) // QUARTER
    return at, max(-(-(end - first) // QUARTER) - at, 1)


def shut_spans(spans: Spans, hours: range) -> list[tuple[int, int]]:
    """What of the drawn hours is none of these."""
    edges = [hours.start * HOUR, *(edge for span in spans for edge in span), hours.stop * HOUR]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def free_hours(slots: Sequence[Slot], hours: range) -> list[int]:
    """In which nothing stands, so that they can be blocked."""
    return [
        hour
        for hour in hours
        if not any(slot.start < (hour + 1) * HOUR and _drawn_end(slot) > hour * HOUR for slot in slots)
    ]


def _earlier(slots: Sequence[Slot], hours: range) -> list[Slot]:
    return [slot for slot in slots if slot.end <= hours.start * HOUR]


def _later(slots: Sequence[Slot], hours: range) -> list[Slot]:
    return [slot for slot in slots if slot.start >= hours.stop * HOUR]


def _room(lines: int, hidden: int) -> int:
    """In whole hours, so that those below stay on their lines; never more than the hours that are not drawn."""
    needed = -(-lines * LEAST_QUARTERS // HOUR_QUARTERS)
    return min(needed, hidden) * HOUR_QUARTERS


def _lines(slots: Sequence[Slot], at: int, quarters: int) -> list[Drawn]:
    """One alone has an hour's height."""
    height = LEAST_QUARTERS if len(slots) > 1 else HOUR_QUARTERS
    there = zip(slots, range(at, at + quarters, height), strict=False)
    return [Drawn(slot._replace(lane=1, lanes=1), line, height) for slot, line in there]


def _on(entry: Entry, start: datetime, end: datetime, zone: str) -> Slot:
    """By what clocks show: where they are put back in between, what it lasts says where it ends."""
    begins = 0 if entry.starts_at <= start else _minute(entry.starts_at, zone)
    lasts = int((min(entry.ends_at, end) - max(entry.starts_at, start)).total_seconds()) // 60
    ends = MIDNIGHT if entry.ends_at >= end else _minute(entry.ends_at, zone)
    return Slot(entry, begins, ends if ends > begins else min(begins + lasts, MIDNIGHT))


def _minute(instant: datetime, zone: str) -> int:
    local = instant.astimezone(ZoneInfo(zone))
    return local.hour * HOUR + local.minute


def _drawn_end(slot: Slot) -> int:
    return max(slot.end, slot.start // QUARTER * QUARTER + LEAST_QUARTERS * QUARTER)


def _in_lanes(slots: list[Slot]) -> list[Slot]:
    """Each in the first lane that is empty by then; those that overlap, however indirectly, share the width."""
    placed: list[Slot] = []
    group: list[Slot] = []
    for slot in sorted(slots, key=lambda one: (one.start, one.end)):
        if group and slot.start >= max(map(_drawn_end, group)):
            placed += _shared(group)
            group = []
        group.append(slot._replace(lane=_free_lane(group, slot)))
    return placed + _shared(group)


def _free_lane(group: list[Slot], slot: Slot) -> int:
    taken = {other.lane for other in group if _drawn_end(other) > slot.start}
    return next(lane for lane in range(1, len(group) + 2) if lane not in taken)


def _shared(group: list[Slot]) -> list[Slot]:
    lanes = min(max((slot.lane for slot in group), default=1), MOST_LANES)
    return [slot._replace(lane=min(slot.lane, lanes), lanes=lanes) for slot in group]
