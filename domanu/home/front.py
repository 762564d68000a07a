"""What the front page shows: the reader's own stalls, others, and what is new in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from domanu.calendar.pages.openings import Soon, soon_of
from domanu.core.numbers import in_words
from domanu.drawing.colour import Palette
from domanu.marketplaces.operations.listing import (
    MOST_COUNTED,
    Stall,
    count_public,
    own_marketplaces,
    public_marketplaces,
)
from domanu.services.operations.cards import Card
from domanu.services.operations.sellers import newest_services

from .examples import POSTERS
from .today import Today, free_today

STALLS, SERVICES, HUNG = 6, 10, len(POSTERS)
MOST_PASSED_OVER = 24


class Front(NamedTuple):
    own: Sequence[Stall]
    has_more_own: bool
    stalls: Sequence[Stall]
    """Others, that everybody may see."""
    told: str
    """How many of them there are."""
    has_more: bool
    services: Sequence[Card]
    soon: Mapping[UUID, Soon]
    posters: Sequence[tuple[str, Palette]]
    today: Today

    @property
    def palettes(self) -> list[Palette]:
        return [stall.colours for stall in (*self.own, *self.stalls)]


def front_for(reader_id: UUID | None) -> Front:
    own = [stall for stall in own_marketplaces(reader_id) if not stall.archived] if reader_id else []
    own_ids = {stall.id for stall in own}
    page = public_marketplaces(reader_id, size=STALLS + min(len(own), MOST_PASSED_OVER))
    others = [stall for stall in page.rows if stall.id not in own_ids]
    has_more = page.after is not None or len(others) > STALLS
    told = "Others that are open to all" if own else _tell_number(len(others), count_public() if has_more else None)
    new = newest_services(reader_id, SERVICES + HUNG).rows
    stalls = (own[:STALLS], len(own) > STALLS, others[:STALLS], told, has_more)
    today = free_today(reader_id)
    return Front(*stalls, new[:SERVICES], soon_of(new[:SERVICES]), _posters(new), today)


def _tell_number(shown: int, total: int | None) -> str:
    """Six of 48 marketplaces."""
    if total is None:
        return f"{in_words(shown).capitalize()} marketplace{'s' if shown != 1 else ''}"
    of = f"{MOST_COUNTED}+" if total > MOST_COUNTED else in_words(total)
    return f"{in_words(shown).capitalize()} of {of} marketplaces"


def _posters(new: Sequence[Card]) -> list[tuple[str, Palette]]:
    """Of services that the list below does not show, if there are enough of them."""
    hung = [service.poster for service in new[SERVICES:]]
    return hung if len(hung) == HUNG else list(POSTERS)
