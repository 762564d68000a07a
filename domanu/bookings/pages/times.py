"""The times of a day, as buttons that say when they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from domanu.calendar.fields import is_countable
from domanu.calendar.zones import local_day
from domanu.core.time import tell_clock, tell_offset

MOST_NEAREST = 4
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::00)?", re.ASCII)


class Time(NamedTuple):
    at: datetime
    words: str
    day: date
    """In the reader's zone."""
    is_chosen: bool = False

    @property
    def value(self) -> str:
        """As the form sends it."""
        return self.at.isoformat()


def times_on(day: date, starts: Iterable[datetime], zone: str, chosen: datetime | None = None) -> tuple[Time, ...]:
    """A clock that shows the same twice that day says which of the two it is."""
    those = [at for at in starts if local_day(at, zone) == day]
    clocks = Counter(tell_clock(at, zone) for at in those)
    return tuple(Time(at, _told(at, zone, clocks), day, at == chosen) for at in those)


def nearest_to(wanted: datetime, starts: Sequence[datetime], zone: str) -> tuple[Time, ...]:
    """In their order, with their days."""
    some = sorted(starts, key=lambda at: abs(at - wanted))[:MOST_NEAREST]
    return tuple(Time(at, told_briefly(at, zone), local_day(at, zone)) for at in sorted(some))


def told_briefly(at: datetime, zone: str) -> str:
    """'Tue 24 Nov, 14:00'."""
    day = local_day(at, zone)
    return f"{day:%a} {day.day} {day:%b}, {tell_clock(at, zone)}"


def read_time(sent: str | None) -> datetime | None:
    """One with its offset, as a button has it; of this century, so that no sum of times runs over."""
    try:
        at = datetime.fromisoformat(sent or "")
    except ValueError:
        return None
    return at if at.tzinfo and is_countable(at.date()) else None


def read_clock(sent: str) -> int | None:
    """Minutes of the day, of '14:30'."""
    found = CLOCK.fullmatch(sent)
    return int(found[1]) * 60 + int(found[2]) if found else None


def _told(at: datetime, zone: str, clocks: Counter[str]) -> str:
    clock = tell_clock(at, zone)
    return f"{clock} {tell_offset(at, zone)}" if clocks[clock] > 1 else clock
