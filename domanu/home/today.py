"""What is free soonest, near the reader's time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domanu.calendar.operations.openings import Next
from domanu.calendar.operations.soonest import soonest_cards
from domanu.calendar.pages.openings import clocks_of, reader_today, reader_zone, tell_soon
from domanu.calendar.zones import local_day
from domanu.core.time import now, tell_clock, tell_date
from domanu.services.operations.cards import Card

SHOWN, MOST = 6, 40
DAY = timedelta(days=1)


class Free(NamedTuple):
    card: Card
    at: str
    clock: str
    zone: str
    """What the clocks there are called, where they are not the reader's."""
    ahead: int
    """In days."""


class Today(NamedTuple):
    title: str
    note: str
    day: date
    free: Sequence[Free]
    has_more: bool


def free_today(reader_id: UUID | None) -> Today:
    """Or tomorrow, when today there is nothing any longer. A visitor has no zone, unless they ask for one: then the
    days are those of each place."""
    zone, today = reader_zone(), reader_today()
    found = [_free(card, opening, zone) for card, opening in soonest_cards(reader_id, MOST)]
    ahead = min((free.ahead for free in found), default=0)
    free = [each for each in found if each.ahead == ahead <= 1]
    day, title = (today, "Free today") if ahead == 0 else (today + DAY, "Free tomorrow")
    note = f"{tell_date(day)}, {clocks_of(now(), zone)}" if zone else "By the clocks of each place"
    return Today(title, note, day, free[:SHOWN], len(free) > SHOWN)


def _free(card: Card, opening: Next, own_zone: str) -> Free:
    zone = own_zone or opening.zone
    soon = tell_soon(opening.next_at, own_zone, opening.zone)
    ahead = (local_day(opening.next_at, zone) - local_day(now(), zone)).days
    return Free(card, soon.at, tell_clock(opening.next_at, zone), soon.zone, ahead)
