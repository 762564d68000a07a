"""Wall times become instants here and nowhere else, so that nobody has another opinion of a clock that changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_SECONDS, DAY_MINUTES = 86_400, 1_440
DAYS_REMEMBERED = 20_000


def instant_at(day: date, minute: int, zone: str) -> datetime:
    """A wall time that does not exist is the instant of the change; of one that exists twice it is the first."""
    return instant_of(second_at(day, minute, zone))


def second_at(day: date, minute: int, zone: str) -> int:
    """The same, in seconds since 1970: there are many of them in a month of free times."""
    midnight, is_plain = _day(day, zone)
    return midnight + minute * 60 if is_plain else _resolve(day, minute, zone)


def local_day(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


def instant_of(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


@lru_cache(DAYS_REMEMBERED)
def _day(day: date, zone: str) -> tuple[int, bool]:
    """When it begins, and whether its clock runs through without a change."""
    start, end = _resolve(day, 0, zone), _resolve(day, DAY_MINUTES, zone)
    return start, end - start == DAY_SECONDS


def _resolve(day: date, minute: int, zone: str) -> int:
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    place = ZoneInfo(zone)
    first, second = (_second(wall.replace(tzinfo=place, fold=fold)) for fold in (0, 1))
    return first if first <= second else _change(wall, second, first, place)


def _change(wall: datetime, before: int, after: int, place: ZoneInfo) -> int:
    """The first instant, of those after `before` and up to `after`, at which clocks show more than `wall`."""
    while after - before > 1:
        middle = (before + after) // 2
        if instant_of(middle).astimezone(place).replace(tzinfo=None) > wall:
            after = middle
        else:
            before = middle
    return after


def _second(instant: datetime) -> int:
    return int((instant - EPOCH).total_seconds())
