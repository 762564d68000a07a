"""Wall times become instants as they should, wherever and whenever clocks are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from domanu.calendar.zones import DAY_MINUTES, instant_at
from domanu.core.time import time_zones
from tests.support.changes import change_days, clock_of, places

QUARTER, DAY = timedelta(minutes=15), timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "minute", "instant"),
    [
        ("UTC", "2026-11-21", 90, "2026-11-21 01:30"),
        ("Europe/Vienna", "2026-07-01", 540, "2026-07-01 07:00"),
        ("Europe/Vienna", "2026-03-29", 119, "2026-03-29 00:59"),
        ("Europe/Vienna", "2026-03-29", 150, "2026-03-29 01:00"),  # 02:30 is jumped over
        ("Europe/Vienna", "2026-03-29", 180, "2026-03-29 01:00"),
        ("Europe/Vienna", "2026-10-25", 150, "2026-10-25 00:30"),  # 02:30 comes twice
        ("Europe/Vienna", "2026-10-25", 180, "2026-10-25 02:00"),
        ("Europe/Vienna", "2026-10-25", 1440, "2026-10-25 23:00"),
        ("Australia/Lord_Howe", "2026-10-04", 135, "2026-10-03 15:30"),  # half an hour only
        ("Australia/Lord_Howe", "2026-04-05", 105, "2026-04-04 14:45"),
        ("Africa/Cairo", "2026-04-24", 0, "2026-04-23 22:00"),  # no midnight
        ("America/Havana", "2026-11-01", 30, "2026-11-01 04:30"),  # 00:30 comes twice
        ("America/Santiago", "2026-09-06", 30, "2026-09-06 04:00"),
        ("Pacific/Apia", "2011-12-30", 600, "2011-12-30 10:00"),  # the day that was left out
        ("Pacific/Apia", "2011-12-31", 0, "2011-12-30 10:00"),
        ("Asia/Kathmandu", "1985-12-31", 1440, "1985-12-31 18:30"),
    ],
)
def test_wall_times(zone: str, day: str, minute: int, instant: str) -> None:
    assert instant_at(date.fromisoformat(day), minute, zone) == utc(instant)


def test_a_day_that_was_left_out_is_no_day() -> None:
    out = date(2011, 12, 30)
    assert instant_at(out, 0, "Pacific/Apia") == instant_at(out, DAY_MINUTES, "Pacific/Apia")


def test_many_places_change_their_clocks() -> None:
    assert len(time_zones()) > 400
    assert sum(len(clock_of(zone).changes) for zone in time_zones()) > 1000
    assert clock_of("Europe/Vienna").changes[0] == utc("2024-03-31 01:00")
    assert len(clock_of("Africa/Casablanca").changes) == 10


@pytest.mark.parametrize("zone", places())
def test_every_clock(zone: str) -> None:
    check(zone)


@pytest.mark.soak
@pytest.mark.parametrize("zone", time_zones())
def test_every_place(zone: str) -> None:
    check(zone)


def check(zone: str) -> None:
    """On change days a wall time is the first instant at which clocks show it, or something later."""
    for day in change_days(zone):
        shown = _clock_readings(day, zone)
        wanted = datetime.combine(day, time()) - DAY
        instants = []
        for instant, wall in shown:
            while wanted <= wall:
                assert _instant(wanted, zone) == instant, (zone, wanted)
                instants.append(instant)
                wanted += QUARTER
        assert len(instants) > 3 * 96
        assert all(earlier <= later for earlier, later in pairwise(instants))


def _clock_readings(day: date, zone: str) -> list[tuple[datetime, datetime]]:
    """For some days around it, every quarter of an hour, by going through all instants."""
    start, place = datetime.combine(day, time(), UTC) - 2 * DAY, ZoneInfo(zone)
    instants = (start + number * QUARTER for number in range(5 * 96))
    return [(instant, instant.astimezone(place).replace(tzinfo=None)) for instant in instants]


def _instant(wall: datetime, zone: str) -> datetime:
    return instant_at(wall.date(), wall.hour * 60 + wall.minute, zone)
