"""The next two weeks by some hours, so that whoever types them sees what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domanu.core.time import now, tell_offset

from ..hours import Spans, Week, tell_span
from ..operations.exceptions import Aside
from ..zones import instant_at, local_day

NUMBER = 14
DAY = timedelta(days=1)


class Coming(NamedTuple):
    day: date
    hours: str
    """Empty if it is closed."""
    note: str
    is_aside: bool
    """Whether other hours than usual hold."""
    clocks: str
    """What is odd about them on this day."""
    free: int | None
    """How many times can be booked, where that can be told."""


def coming_days(
    week: Week, asides: Mapping[date, Aside], zone: str, free: Iterable[datetime] | None = None
) -> list[Coming]:
    today = local_day(now(), zone)
    counts = Counter(local_day(at, zone) for at in free) if free is not None else None
    return [_coming(today + number * DAY, week, asides, zone, counts) for number in range(NUMBER)]


def asides_for(rows: Iterable[Aside], service_id: object = None) -> dict[date, Aside]:
    """What is said for a service goes before what is said for all."""
    mine = [row for row in rows if row.service_id in {None, service_id}]
    return {row.day: row for row in sorted(mine, key=lambda row: row.service_id is not None)}


def tell_hours(spans: Spans) -> str:
    return ", ".join(map(tell_span, spans))


def _coming(day: date, week: Week, asides: Mapping[date, Aside], zone: str, counts: Counter[date] | None) -> Coming:
    aside = asides.get(day)
    spans = week[day.weekday()] if aside is None else aside.spans
    note = "" if aside is None else aside.note or ("Other hours" if spans else "Day off")
    free = None if counts is None else counts[day]
    return Coming(day, tell_hours(spans), note, aside is not None, _clocks(day, zone), free)


def _clocks(day: date, zone: str) -> str:
    start, end = instant_at(day, 0, zone), instant_at(day + DAY, 0, zone)
    if end - start == DAY:
        return ""
    way = "forward" if end - start < DAY else "back"
    return f"The clocks go {way}, to {tell_offset(end, zone)}."
