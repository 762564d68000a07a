"""Instants are kept in UTC and told in the reader's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
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
    place = "UTC" if zone == "UTC" else f"{_place(zone)} time"
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({place})"


def tell_day(instant: datetime, zone: str = "UTC") -> str:
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y}"


def tell_date(day: date) -> str:
    """'Tuesday 24 November', with the year where it is another than this one."""
    year = "" if day.year == now().year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


def tell_clock(instant: datetime, zone: str = "UTC") -> str:
    """'14:00'."""
    return f"{instant.astimezone(ZoneInfo(zone)):%H:%M}"


def tell_when(instant: datetime, zone: str = "UTC") -> str:
    """'Tuesday 24 November, 14:00': beside it stands which zone that is."""
    return f"{tell_date(instant.astimezone(ZoneInfo(zone)).date())}, {tell_clock(instant, zone)}"


def tell_zone(instant: datetime, zone: str = "UTC") -> str:
    """'London time (GMT)': what a zone is called, and what its clocks show at this instant."""
    return "UTC" if zone == "UTC" else f"{_place(zone)} time ({tell_offset(instant, zone)})"


def tell_offset(instant: datetime, zone: str) -> str:
    """'GMT', or 'UTC+5:30' where nobody has given it a name."""
    name = f"{instant.astimezone(ZoneInfo(zone)):%Z}"
    if name.isalpha():
        return name
    sign, hours, minutes = re.fullmatch(r"([+-])(\d\d)(\d\d)?", name).groups()  # type: ignore[union-attr]
    return f"UTC{sign}{int(hours)}{f':{minutes}' if minutes and minutes != '00' else ''}"


def tell_minutes(minutes: int) -> str:
    """'50 minutes', '1 hour 30 minutes'."""
    hours, rest = divmod(minutes, 60)
    told = (
        f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in ((hours, "hour"), (rest, "minute")) if number
    )
    return " ".join(told) or "0 minutes"


def _place(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
