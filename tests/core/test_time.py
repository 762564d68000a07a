from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domanu.core.time import (
    is_time_zone,
    now,
    tell_clock,
    tell_date,
    tell_minutes,
    tell_offset,
    tell_time,
    tell_when,
    tell_zone,
    time_zones,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_what_is_told() -> None:
    assert tell_time(NOON, "Europe/London") == "Sunday 22 November 2026, 12:00 (London time)"
    assert tell_clock(NOON, "Asia/Kolkata") == "17:30"
    assert tell_zone(NOON, "Europe/London") == "London time (GMT)"
    assert tell_zone(NOON, "UTC") == "UTC"


def test_another_year_is_named() -> None:
    this_year = now().year
    assert not tell_date(date(this_year, 3, 2)).endswith(str(this_year))
    assert tell_date(date(2031, 3, 2)) == "Sunday 2 March 2031"
    assert tell_when(datetime(2031, 3, 2, 23, 30, tzinfo=UTC), "Asia/Tokyo") == "Monday 3 March 2031, 08:30"


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("America/Sao_Paulo", "UTC-3"),
        ("Asia/Kolkata", "IST"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/New_York", "EST"),
    ],
)
def test_offsets(zone: str, offset: str) -> None:
    assert tell_offset(NOON, zone) == offset


def test_every_zone_can_be_told() -> None:
    assert all(tell_zone(NOON, zone) for zone in time_zones())
    assert is_time_zone("Europe/London")
    assert not is_time_zone("Etc/GMT+3")


def test_how_long() -> None:
    told = {50: "50 minutes", 60: "1 hour", 61: "1 hour 1 minute", 90: "1 hour 30 minutes", 240: "4 hours"}
    assert {minutes: tell_minutes(minutes) for minutes in told} == told
