"""What they sell, in their own words: `words/<market>.md` has a heading for each service."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain, zip_longest
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from domanu.services import create_service
from domanu.services.operations.services import change_availability, take_down

from .markets import Opened

WORDS = Path(__file__).parent / "words"
SHAPE = re.compile(
    r"(?P<name>.+)\n(?P<seller>\w+)( · (?P<category>\D+?))? · (?P<price>[\d.]+)( · (?P<state>away|removed))?\n\n"
    r"(?P<description>.+)",
    re.DOTALL,
)


class Offered(NamedTuple):
    market: str
    name: str
    seller: str
    category: str | None
    price: str
    state: str | None
    description: str


def read_services(market: str) -> Iterator[Offered]:
    for part in re.split(r"^# ", (WORDS / f"{market}.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        found = SHAPE.fullmatch(part.strip())
        if found is None:
            raise ValueError(part)
        yield Offered(market, **found.groupdict())


def load_services(markets: Mapping[str, Opened], people: Mapping[str, UUID]) -> dict[str, UUID]:
    """One of each marketplace in turn, as they would come, so that the newest are not all under one awning."""
    turns = list(zip_longest(*(reversed(list(read_services(market))) for market in markets)))
    return {offered.name: _put_up(offered, markets, people) for offered in chain(*reversed(turns)) if offered}


def _put_up(offered: Offered, markets: Mapping[str, Opened], people: Mapping[str, UUID]) -> UUID:
    market, seller = markets[offered.market], people[offered.seller]
    words = {"name": offered.name, "description": offered.description}
    category = market.categories[offered.category] if offered.category else None
    key = create_service(market.slug, seller, **words, price=Decimal(offered.price), category_id=category)
    if offered.state == "away":
        change_availability(key, seller, available=False)
    if offered.state == "removed":
        take_down(key, market.designer)
    return key
