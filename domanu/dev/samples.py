"""What the styleguide shows on cards, and finds."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from itertools import cycle
from typing import Any, NamedTuple
from uuid import UUID

from domanu.calendar.pages.openings import Soon
from domanu.core.paging import Page
from domanu.drawing.address import address
from domanu.drawing.colour import Palette, palette_code
from domanu.drawing.motifs import MOTIFS
from domanu.home.examples import BAKERS, CAMPUS, GARDEN, JUDO, MUSIC, REPAIR
from domanu.marketplaces.access import Standing
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.listing import Stall
from domanu.services.operations.cards import Card
from domanu.services.operations.filters import Filters
from domanu.services.operations.listing import Found
from domanu.services.pages.browsing import Chip, Listing

PALETTES = {"campus": CAMPUS, "repair": REPAIR, "judo": JUDO, "music": MUSIC, "garden": GARDEN, "bakers": BAKERS}
INK = palette_code(CAMPUS)
CATEGORIES = {"Everything": "4", "Writing and drawing": "2", "Languages": "1"}
WHEN = datetime(2026, 11, 21, 9, tzinfo=UTC)


class Poster(NamedTuple):
    motif: str
    url: str


def stalls() -> list[Stall]:
    campus = "Fernhill Campus Tutors", "Students who passed it teach students who have to."
    judo = "Harbour Judo Club", "Classes, gradings and private mat time."
    music = "The Upstairs Music Room", "Piano, strings and singing for grown-ups."
    return [
        _stall(1, *campus, CAMPUS, "stripes", role="designer"),
        _stall(2, *judo, JUDO, "sunburst", approval=True, status="pending"),
        _stall(3, *music, MUSIC, "waves", private=True, role="member"),
    ]


def cards(first: int) -> list[Card]:
    """Their ids count up from the first, since no two things on a page share one."""
    return [
        _card(first, "Statistics with R", "40", "Jonah Feld"),
        _card(first + 1, "Thesis reading partner", "0", "Felix Dunmore", is_favourite=True),
        _card(first + 2, "Drawing from life, in the long room above the library", "12500", "Mei Okabe"),
        _card(first + 3, "Spanish conversation over coffee", "18", "Lucia Barros", available=False),
    ]


def soon(first: int) -> dict[UUID, Soon]:
    """When those cards are free next; one of them is not booked by time."""
    told = (
        Soon("2026-11-24T14:00+00:00", "Tuesday 14:00", ""),
        Soon("2026-12-05T10:00+05:45", "5 December 10:00", "Kathmandu time"),
    )
    return {UUID(int=first): told[0], UUID(int=first + 2): told[1]}


def listing() -> Listing:
    chips = [Chip(name.lower(), name, number, "/styleguide", number == "2") for name, number in CATEGORIES.items()]
    found = Found(Page(cards(21), None), 4)
    there, filters = Standing(Marketplace(currency="USD")), Filters(available=True)
    return Listing(
        found, filters, "", "/styleguide", signed_in=True, is_fragment=False, standing=there, chips=chips, soon=soon(21)
    )


def posters() -> list[Poster]:
    """Every motif, in the colours of one marketplace after the other."""
    inks = cycle(PALETTES.values())
    codes = (f"{palette_code(next(inks))}-{motif}-{place:016x}-A" for place, motif in enumerate(MOTIFS))
    return [Poster(motif, address("picture", code)) for motif, code in zip(MOTIFS, codes, strict=True)]


def _stall(number: int, title: str, about: str, palette: Palette, pattern: str, **more: Any) -> Stall:
    look = {"palette": palette_code(palette), "pattern": pattern, "member_count": 214, "service_count": 38}
    usual = {"private": False, "approval": False, "archived": False, "role": "", "status": "left", "is_heir": False}
    known: dict[str, Any] = look | usual | more
    return Stall(UUID(int=number), f"sample-{number}", title, about, **known)


def _card(number: int, name: str, price: str, seller: str, **more: Any) -> Card:
    usual = {"available": True, "status": "listed", "cover": None, "cover_alt": "", "is_favourite": False}
    where = {"marketplace_slug": "sample-1", "marketplace_title": "Fernhill Campus Tutors", "palette": INK}
    rest = {"category": "Languages", "currency": "USD", "bargaining": True, "created_at": WHEN, "seller_name": seller}
    known: dict[str, Any] = usual | where | rest | more
    return Card(UUID(int=number), name, Decimal(price), seller_id=UUID(int=9), seller_username="sample", **known)
