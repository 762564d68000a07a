"""Weekly hours as a form has them: typed as they were, also where they are no hours, or painted in half hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from werkzeug.datastructures import MultiDict

from .errors import BadHours
from .hours import DAYS, MIDNIGHT, MOST_SPANS, Span, Spans, Week, join_spans, read_spans, tell_minute

HALF = 30
HALVES = MIDNIGHT // HALF
COPIES = {
    "weekdays": ("Monday to Friday", DAYS[:5]),
    "weekend": ("Saturday and Sunday", DAYS[5:]),
    "all": ("every day", DAYS),
}
Typed = MultiDict[str, str]


@dataclass
class TypedDay:
    name: str
    rows: list[tuple[str, str]] = field(default_factory=list)
    """From when to when, as it stands in the fields."""
    error: str = ""
    spans: Spans = ()

    def read(self) -> None:
        """What is empty is none; a midnight at the end is that of this day's night."""
        given = [(start.strip(), end.strip()) for start, end in self.rows if start.strip() or end.strip()]
        try:
            self.spans = read_spans([_span(start, end) for start, end in given])
        except BadHours as problem:
            self.error = str(problem)

    def add(self) -> None:
        if len(self.rows) < MOST_SPANS:
            self.rows.append(("", ""))

    def drop(self, number: int) -> None:
        if 0 <= number < len(self.rows):
            del self.rows[number]


@dataclass
class TypedWeek:
    days: list[TypedDay]
    way: str = "type"
    """Or `paint`."""
    was_rounded: bool = False
    """Painted hours begin at the hour or half past it: what was typed otherwise has been widened."""

    @property
    def copies(self) -> dict[str, str]:
        """To which days at once one can be copied, in words."""
        return {name: words for name, (words, _days) in COPIES.items()}

    @property
    def week(self) -> Week | None:
        """None where it is no week."""
        return None if any(day.error for day in self.days) else cast("Week", tuple(day.spans for day in self.days))

    @property
    def painted(self) -> frozenset[str]:
        """`0-18` is Monday from nine to half past."""
        return frozenset(f"{number}-{half}" for number, day in enumerate(self.days) for half in _halves(day.spans))

    def day(self, name: str) -> TypedDay | None:
        return next((day for day in self.days if day.name == name), None)

    def copy(self, source: str, target: str) -> None:
        """To some days, or to one."""
        day, names = self.day(source), COPIES[target][1] if target in COPIES else (target,)
        for other in self.days:
            if day and other.name in names and other is not day:
                other.rows, other.error, other.spans = list(day.rows), day.error, day.spans

    def paint(self) -> None:
        self.was_rounded = any(edge % HALF for day in self.days for span in day.spans for edge in span)
        self.way = "paint"

    def type(self) -> None:
        self.way = "type"


def shown_week(week: Week) -> TypedWeek:
    return TypedWeek([shown_day(name, spans) for name, spans in zip(DAYS, week, strict=True)])


def shown_day(name: str, spans: Spans) -> TypedDay:
    return TypedDay(name, [(tell_minute(span.start), tell_minute(span.end % MIDNIGHT)) for span in spans], "", spans)


def read_typed_week(form: Typed, name: str) -> TypedWeek:
    if form.get(f"{name}-way") == "paint":
        return TypedWeek(list(_painted_days(form.getlist(f"{name}-cell"))), "paint")
    return TypedWeek([read_typed_day(form, f"{name}-{day}", day) for day in DAYS])


def read_typed_day(form: Typed, prefix: str, name: str) -> TypedDay:
    starts, ends = form.getlist(f"{prefix}-start"), form.getlist(f"{prefix}-end")
    day = TypedDay(name, list(zip(starts, ends, strict=False))[: MOST_SPANS + 1])
    day.read()
    return day


def _painted_days(cells: Sequence[str]) -> Iterator[TypedDay]:
    there = set(cells)
    for number, name in enumerate(DAYS):
        halves = [half for half in range(HALVES) if f"{number}-{half}" in there]
        yield _day_of(name, [Span(half * HALF, (half + 1) * HALF) for half in halves])


def _day_of(name: str, spans: list[Span]) -> TypedDay:
    joined = join_spans(spans)
    day = shown_day(name, joined)
    if len(joined) > MOST_SPANS:
        day.error = f"A day has room for {MOST_SPANS} stretches of time."
    return day


def _halves(spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        yield from range(span.start // HALF, -(-span.end // HALF))


def _span(start: str, end: str) -> dict[str, str]:
    if not (start and end):
        raise BadHours("Say both: from when, and until when.")
    return {"start": start, "end": "24:00" if end == "00:00" else end}
