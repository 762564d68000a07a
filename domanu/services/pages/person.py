"""What a person's own page shows of what they do here, as far as the reader may look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from domanu.calendar.pages.openings import Soon, soon_of
from domanu.core.paging import Page
from domanu.drawing.colour import Palette
from domanu.marketplaces.operations.listing import Stall, marketplaces_of

from ..operations.cards import Card
from ..operations.sellers import services_of

SIZE = 20


class Doing(NamedTuple):
    stalls: list[Stall]
    """Which they run."""
    services: Page[Card]
    soon: Mapping[UUID, Soon]

    @property
    def palettes(self) -> list[Palette]:
        return [stall.colours for stall in self.stalls]


def doing_of(person_id: UUID, reader_id: UUID | None) -> Doing:
    services = services_of(person_id, reader_id, SIZE)
    return Doing(marketplaces_of(person_id, reader_id), services, soon_of(services.rows))
