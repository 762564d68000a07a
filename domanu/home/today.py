"""What is still free today, near the reader's time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domanu.calendar.operations.soonest import soonest_cards
from domanu.calendar.pages.openings import clocks_of, reader_today, reader_zone, tell_soon
from domanu.calendar.zones import instant_at
from domanu.core.time import now, tell_clock, tell_date
from domanu.services.operations.cards import Card

SHOWN = 6
DAY = timedelta(days=1)


class Free(NamedTuple):
    card: Card
    at: str
    clock: str
    zone: str
    """What the clocks there are called, where they are not the reader's."""


class Today(NamedTuple):
    day: date
    note: str
    free: Sequence[Free]
    has_more: bool


def free_today(reader_id: UUID | None) -> Today:
    """A visitor has no zone, unless they ask for one: then it is today as long as it is today at the place."""
    zone, today = reader_zone(), reader_today()
    until = instant_at(today + DAY, 0, zone) if zone else now() + DAY
    found = soonest_cards(reader_id, until, SHOWN + 1, today_there=not zone)
    note = f"{tell_date(today)}, {clocks_of(now(), zone)}" if zone else "By the clocks of each place"
    free = []
    for card, opening in found[:SHOWN]:
        soon = tell_soon(opening.next_at, zone, opening.zone)
        free.append(Free(card, soon.at, tell_clock(opening.next_at, zone or opening.zone), soon.zone))
    return Today(today, note, free, len(found) > SHOWN)
