"""What they sell, in their own words: `words/<market>.md` has a heading for each service."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import insert

from domanu.core.db import db, new_id
from domanu.core.search import learn
from domanu.marketplaces.access import place_of
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.counting import count_services
from domanu.services.models import Service
from domanu.services.operations.services import service_texts

from .circles import CIRCLES
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
    """One of each marketplace in turn, so that the newest are not all under one awning. The files begin with those."""
    turns = list(zip_longest(*(read_services(market) for market in markets)))
    offers = [offered for offered in chain(*reversed(turns)) if offered]
    rows = [_row(offered, markets[offered.market], people[offered.seller]) for offered in offers]
    db.session.execute(insert(Service).values(rows))
    for key, opened in markets.items():
        market = db.session.get_one(Marketplace, opened.id)
        said = (text for offered in offers if offered.market == key for text in (offered.name, offered.description))
        learn(*said, place=place_of(market))
        count_services(opened.id, sum(offered.market == key and _status(offered) == "listed" for offered in offers))
    return {row["name"]: row["id"] for row in rows}


def _row(offered: Offered, market: Opened, seller_id: UUID) -> dict[str, Any]:
    return service_texts(market.id, offered.name, offered.description) | {
        "id": new_id(),
        "marketplace_id": market.id,
        "seller_id": seller_id,
        "category_id": market.categories[offered.category] if offered.category else None,
        "price": Decimal(offered.price),
        "available": offered.state != "away",
        "status": _status(offered),
    }


def _status(offered: Offered) -> str:
    if offered.state == "removed":
        return "removed"
    circle = CIRCLES[offered.market]
    return "suspended" if offered.seller in {*circle.banned.split(), *circle.left.split()} else "listed"
