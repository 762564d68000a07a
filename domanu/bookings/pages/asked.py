"""What the address of a page with a month on it asks for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from flask import request

from domanu.auth.session import user_id
from domanu.core.time import is_time_zone
from domanu.profiles.visitor import visitor_zone

from .months import read_day, read_month

LOOKS = frozenset({"day", "month", "minutes", "zone"})
DIGITS = 4


class Asked(NamedTuple):
    path: str
    day: date | None
    month: date | None
    minutes: int | None
    zone: str
    """Nothing where the reader's profile, or the place, says which."""

    def url(
        self, *, day: date | None = None, month: str = "", minutes: int | None = None, start: str | None = None
    ) -> str:
        """The same page with another day, month, duration or time."""
        wanted = {
            "day": day.isoformat() if day else "",
            "month": month,
            "minutes": str(minutes or self.minutes or ""),
            "zone": self.zone,
            "start": start or "",
        }
        query = urlencode({name: value for name, value in wanted.items() if value}, safe="/")
        return f"{self.path}?{query}" if query else self.path


def asked_here(path: str) -> Asked:
    given = request.values
    zone = given.get("zone", "")
    return Asked(
        path,
        read_day(given.get("day", "")),
        read_month(given.get("month", "")),
        read_number(given.get("minutes", "")),
        zone if user_id() is None and is_time_zone(zone) else "",
    )


def readers_zone(asked: Asked, of_the_place: str) -> str:
    """Of whoever is signed in their own; a visitor's is the one they ask for, else that of the place."""
    return visitor_zone() if user_id() else asked.zone or of_the_place


def read_number(sent: str) -> int | None:
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= DIGITS else None
