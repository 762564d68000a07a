"""A booking as one of the two whose it is sees it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import url_for

from domanu.calendar.zones import local_day
from domanu.core.time import now, tell_clock, tell_date, tell_zone
from domanu.profiles.visitor import visitor_zone

from ..eyes import Eyes
from ..models import Booking
from ..operations.reading import Shown


class When(NamedTuple):
    day: str
    span: str
    clock: str
    short: str
    """'Tuesday 14:00'."""
    zone: str
    there: str
    """What clocks show at the place, where they show something else."""


def when_of(booking: Booking, zone: str) -> When:
    start, end = booking.scheduled_at, booking.ends_at
    day, clock = tell_date(local_day(start, zone)), tell_clock(start, zone)
    there = "" if _alike(start, zone, booking.time_zone) else _told_there(start, end, booking.time_zone, zone)
    return When(day, _span(start, end, zone), clock, f"{day.partition(' ')[0]} {clock}", tell_zone(start, zone), there)


def eyes_of(shown: Shown) -> Eyes:
    return Eyes(shown.part, shown.other.first_name, visitor_zone(), now())


def back_url(part: str) -> str:
    return "/selling" if part == "seller" else url_for("bookings.index")


def shared(shown: Shown) -> dict[str, Any]:
    """What each of its pages tells."""
    eyes = eyes_of(shown)
    return {
        "shown": shown,
        "booking": shown.booking,
        "part": shown.part,
        "other": shown.other,
        "first_name": shown.other.first_name,
        "market": shown.marketplace,
        "zone": eyes.zone,
        "zone_words": tell_zone(shown.booking.scheduled_at, eyes.zone),
        "when": when_of(shown.booking, eyes.zone),
    }


def _span(start: datetime, end: datetime, zone: str) -> str:
    return f"{tell_clock(start, zone)} to {tell_clock(end, zone)}"


def _alike(at: datetime, one: str, other: str) -> bool:
    return one == other or _offset(at, one) == _offset(at, other)


def _offset(at: datetime, zone: str) -> timedelta | None:
    return at.astimezone(ZoneInfo(zone)).utcoffset()


def _told_there(start: datetime, end: datetime, zone: str, here: str) -> str:
    day = local_day(start, zone)
    on = "" if day == local_day(start, here) else f" on {tell_date(day)}"
    return f"There it is {_span(start, end, zone)}{on}, {tell_zone(start, zone)}."
