"""What they have opened: looks, rules and categories."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import insert, select

from domanu.core.db import db, new_id
from domanu.drawing.colour import Palette
from domanu.home.examples import BAKERS, CAMPUS, GARDEN, JUDO, MUSIC, REPAIR
from domanu.marketplaces import create_marketplace
from domanu.marketplaces.looks import PALETTES
from domanu.marketplaces.models import Category, Marketplace
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules

DARKROOM = Palette("#4a2545", "#efe3dc", "#d94f3d")
STAIRCASE = PALETTES["Lagoon"]
DOGS = PALETTES["Rose"]
COATS = Palette("#5b6478", "#ece7dd", "#b23a5b")


class Market(NamedTuple):
    key: str
    title: str
    designer: str
    description: str
    palette: Palette
    pattern: str
    rules: Rules
    categories: str = ""


# The oldest first: lists begin with the newest.
MARKETS = (
    Market(
        "coats",
        "The Winter Coat Exchange",
        "dora",
        "Every November in the gym. It is over for this year, and nobody froze.",
        COATS,
        "stripes",
        Rules(private=False, bidding=False, bargaining=False, cancel_percent=0),
    ),
    Market(
        "staircase",
        "Number Nine, Staircase B",
        "dora",
        "Six floors, nineteen doors, one lift that works on Tuesdays. What we do for each other.",
        STAIRCASE,
        "checks",
        Rules(currency="PLN", bargaining=False, bidding=False, cancel_hours=2, cancel_percent=0),
        "At the door, Animals, Carrying and fixing, Evenings",
    ),
    Market(
        "darkroom",
        "The Ropewalk Darkroom",
        "ines",
        "Two enlargers, one red lamp and a drying line. Members teach, lend and print.",
        DARKROOM,
        "diamonds",
        Rules(
            approval=True, selling="approved", bidding=False, currency="SEK", house_percent=Decimal(4), cancel_hours=72
        ),
        "Learn, Film, Borrow, Pictures",
    ),
    Market(
        "dogs",
        "Sunday Dogs",
        "owen",
        "Walks, baths and somewhere to stay for everything with four legs and a good name.",
        DOGS,
        "scales",
        Rules(
            private=False, bidding=False, currency="EUR", house_percent=Decimal(1), cancel_hours=12, cancel_percent=25
        ),
        "Walks, At home, Schooling",
    ),
    Market(
        "bakers",
        "The Saturday Bakers",
        "luca",
        "Order by Thursday, collect warm on Saturday. Eleven home ovens, one street.",
        BAKERS,
        "wide",
        Rules(
            private=False,
            approval=True,
            bargaining=False,
            currency="CAD",
            house_percent=Decimal(2),
            cancel_hours=48,
            cancel_percent=100,
        ),
        "Bread, Cakes, In the kitchen",
    ),
    Market(
        "garden",
        "Allotment Row",
        "owen",
        "An hour of weeding for a basket of plums. Offers welcome, money optional.",
        GARDEN,
        "dots",
        Rules(private=False, currency="GBP", cancel_hours=1, cancel_percent=0),
        "Hands and tools, Harvest, Plans and advice",
    ),
    Market(
        "music",
        "The Upstairs Music Room",
        "greta",
        "Piano, strings and singing for grown-ups who always meant to start.",
        MUSIC,
        "waves",
        Rules(
            private=False,
            selling="approved",
            bargaining=False,
            bidding=False,
            currency="EUR",
            house_percent=Decimal("12.5"),
        ),
        "Lessons, Theory, Instruments, Playing together",
    ),
    Market(
        "judo",
        "Harbour Judo Club",
        "henrik",
        "Classes, gradings and private mat time. Members pay their dues here too.",
        JUDO,
        "sunburst",
        Rules(
            private=False,
            approval=True,
            selling="team",
            bargaining=False,
            bidding=False,
            currency="AUD",
            house_percent=Decimal(10),
            cancel_hours=168,
            cancel_percent=75,
        ),
        "Classes, Gradings, Mat time",
    ),
    Market(
        "repair",
        "Mill Lane Repair Caf\u00e9",
        "priya",
        "Bring it broken on Saturday. Neighbours mend it with you, for the price of the parts.",
        REPAIR,
        "checks",
        Rules(private=False, bargaining=False, bidding=False, currency="GBP", cancel_hours=2, cancel_percent=0),
        "Electrical, Bicycles, Cloth, Wood",
    ),
    Market(
        "campus",
        "Fernhill Campus Tutors",
        "dora",
        "Students who passed it teach students who have to. Fixed prices or a friendly bargain.",
        CAMPUS,
        "stripes",
        Rules(private=False, approval=True, bidding=False, house_percent=Decimal(5)),
        "Mathematics, Sciences, Languages, Writing and drawing, Before the exam",
    ),
)
ARCHIVED = ("coats",)
LATER_RULES = {
    "repair": Rules(
        private=False, bargaining=False, bidding=False, currency="GBP", house_percent=Decimal(3), cancel_percent=25
    ),
}


class Opened(NamedTuple):
    id: UUID
    slug: str
    designer: UUID
    rules_version: int
    categories: Mapping[str, UUID]


def open_market(market: Market, people: Mapping[str, UUID]) -> Opened:
    designer = people[market.designer]
    look = {"title": market.title, "description": market.description, "pattern": market.pattern}
    slug = create_marketplace(designer, **look, palette=market.palette, rules=market.rules)
    if later := LATER_RULES.get(market.key):
        change_rules(slug, designer, later, seen=1)
    found = db.session.scalars(select(Marketplace).where(Marketplace.slug == slug)).one()
    return Opened(found.id, slug, designer, found.rules_version, _divide(found.id, market.categories))


def _divide(marketplace_id: UUID, categories: str) -> dict[str, UUID]:
    ids = {name: new_id() for name in categories.split(", ") if name}
    rows = [
        {"id": key, "marketplace_id": marketplace_id, "name": name, "position": place}
        for place, (name, key) in enumerate(ids.items())
    ]
    if rows:
        db.session.execute(insert(Category), rows)
    return ids
