"""Weekly hours as they are kept and sent: {"monday": [{"start": "09:00", "end": "17:00"}], …}, in wall times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from .errors import BadHours

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_SPANS = 12
MIDNIGHT = 1440
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


class Span(NamedTuple):
    """Minutes since midnight, as clocks show them."""

    start: int
    end: int


Spans = tuple[Span, ...]
Week = tuple[Spans, Spans, Spans, Spans, Spans, Spans, Spans]
"""Monday first."""
CLOSED: Week = ((), (), (), (), (), (), ())


def read_week(data: object) -> Week:
    """Days that are not named are free."""
    if not isinstance(data, dict):
        raise BadHours("The hours of a week are named by its days.")
    odd = next((name for name in data if name not in DAYS), None)
    if odd is not None:
        raise BadHours(f"“{str(odd)[:20]}” is no day of the week. Write monday, tuesday and so on.")
    return cast("Week", tuple(read_spans(data.get(day, [])) for day in DAYS))


def read_spans(data: object) -> Spans:
    """In order; those that touch become one."""
    if not isinstance(data, list | tuple):
        raise BadHours("The hours of a day are a list of stretches, each with a start and an end.")
    if len(data) > MOST_SPANS:
        raise BadHours(f"A day has room for {MOST_SPANS} stretches of time.")
    return join_spans([_read_span(each) for each in data])


def join_spans(spans: Sequence[Span]) -> Spans:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            raise BadHours(f"{tell_span(joined[-1])} and {tell_span(span)} overlap.")
        if joined and span.start == joined[-1].end:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def write_week(week: Week) -> dict[str, Any]:
    return {day: write_spans(spans) for day, spans in zip(DAYS, week, strict=True)}


def write_spans(spans: Spans) -> list[dict[str, str]]:
    return [{"start": tell_minute(span.start), "end": tell_minute(span.end)} for span in spans]


def tell_span(span: Span) -> str:
    return f"{tell_minute(span.start)} to {tell_minute(span.end)}"


def tell_minute(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _read_span(data: object) -> Span:
    if not isinstance(data, dict) or not data.keys() == {"start", "end"}:
        raise BadHours("Each stretch of time has a start and an end.")
    span = Span(_read_minute(data["start"]), _read_minute(data["end"], latest=True))
    if span.start >= span.end:
        raise BadHours(f"{tell_span(span)} ends before it begins. After midnight it is the next day's.")
    return span


def _read_minute(data: object, *, latest: bool = False) -> int:
    if latest and data == "24:00":
        return MIDNIGHT
    found = CLOCK.fullmatch(data) if isinstance(data, str) else None
    if found is None:
        raise BadHours(f"“{str(data)[:20]}” is no time of day. Write it as 09:00 or 17:30.")
    return int(found[1]) * 60 + int(found[2])
