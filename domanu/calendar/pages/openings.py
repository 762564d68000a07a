"""When something is free next, as cards tell it, and what is free on a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request
from sqlalchemy import ColumnElement

from domanu.auth.session import user_id
from domanu.core.time import is_time_zone, now, tell_clock, tell_zone
from domanu.profiles.visitor import visitor_zone
from domanu.services.operations.cards import Card

from ..operations.openings import DAYS_KEPT, free_on, openings_of
from ..zones import local_day

DAYS_AHEAD = DAYS_KEPT - 3
"""Those that are kept began yesterday at the earliest, and it may be tomorrow where the reader is."""
WEEK = 7


class Soon(NamedTuple):
    """Plain words, so that a page that is kept is kept under them."""

    at: str
    words: str
    """'Today 14:30', 'Tuesday 09:00', '5 December 10:00'."""
    zone: str
    """What the clocks there are called; empty where they are the reader's own."""


def soon_of(cards: Iterable[Card]) -> dict[UUID, Soon]:
    """In one statement, and in none where nothing can be had."""
    found = openings_of([card.id for card in cards if card.available and card.status == "listed"])
    zone = reader_zone()
    return {key: tell_soon(opening.next_at, zone, opening.zone) for key, opening in found.items()}


def tell_soon(instant: datetime, own_zone: str, zone_of_place: str) -> Soon:
    zone = own_zone or zone_of_place
    words = f"{_day_words(local_day(instant, zone), local_day(now(), zone))} {tell_clock(instant, zone)}"
    return Soon(instant.astimezone(ZoneInfo(zone)).isoformat(), words, "" if own_zone else clocks_of(instant, zone))


def reader_zone() -> str:
    """Theirs, or the one that a visitor has asked for; empty: each place has its own."""
    if user_id():
        return visitor_zone()
    asked = request.args.get("zone", "")
    return asked if is_time_zone(asked) else ""


def reader_today() -> date:
    return local_day(now(), reader_zone() or "UTC")


def can_look_ahead(day: date) -> bool:
    """Whether anybody has kept what is free then."""
    return reader_today() - timedelta(1) <= day <= reader_today() + timedelta(DAYS_AHEAD)


def only_free_on(day: date | None) -> Sequence[ColumnElement[bool]]:
    return [] if day is None else [free_on(day)]


def clocks_of(instant: datetime, zone: str) -> str:
    """'London time': a card has no room for more."""
    return tell_zone(instant, zone).partition(" (")[0]


def _day_words(day: date, today: date) -> str:
    ahead = (day - today).days
    if ahead < WEEK:
        return {0: "Today", 1: "Tomorrow"}.get(ahead, f"{day:%A}")
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")
