"""Instants are kept in UTC and told in the reader's zone."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


def now() -> datetime:
    return datetime.now(UTC)


@cache
def time_zones() -> tuple[str, ...]:
    """Zones named after places, and UTC."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(NOT_PLACES))
    return ("UTC", *sorted(places))


def is_time_zone(name: str) -> bool:
    return name in time_zones()


def tell_time(instant: datetime, zone: str = "UTC") -> str:
    """'Sunday 22 November 2026, 11:40 (London time)'."""
    local = instant.astimezone(ZoneInfo(zone))
    place = "UTC" if zone == "UTC" else f"{zone.rpartition('/')[2].replace('_', ' ')} time"
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({place})"


def tell_day(instant: datetime, zone: str = "UTC") -> str:
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y}"
