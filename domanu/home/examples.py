"""Six ways a market can look and be ruled: what a community could open here, not what is open."""

from __future__ import annotations

from typing import NamedTuple

from domanu.drawing.colour import Palette
from domanu.marketplaces.looks import PALETTES

CAMPUS = PALETTES["Harbour"]
REPAIR = PALETTES["Brick"]
JUDO = PALETTES["Ink"]
MUSIC = PALETTES["Bottle"]
GARDEN = PALETTES["Orchard"]
BAKERS = PALETTES["Crust"]


class Poster(NamedTuple):
    name: str
    palette: Palette


class Stall(NamedTuple):
    kind: str
    palette: Palette
    pattern: str
    rules: str
    door: str  # who may come in
    prices: str

    @property
    def icon(self) -> str:
        return "globe" if self.door == "Open to all" else "lock"


POSTERS = (
    Poster("Guitar from zero", MUSIC),
    Poster("Bike brakes and gears", REPAIR),
    Poster("Planting plan for a balcony", GARDEN),
    Poster("Judo for beginners", JUDO),
    Poster("Sourdough by bicycle", BAKERS),
    Poster("Thesis reading partner", CAMPUS),
)
STALLS = (
    Stall(
        "Tutoring on a campus",
        CAMPUS,
        "stripes",
        "Students who passed it teach students who have to. Cancel the evening before and you get it all back.",
        "Open to all",
        "Fixed or bargained",
    ),
    Stall(
        "A repair café",
        REPAIR,
        "checks",
        "Bring it broken on Saturday. Neighbours mend it with you, and the price is the price of the parts.",
        "Open to all",
        "Fixed prices",
    ),
    Stall(
        "A judo club",
        JUDO,
        "sunburst",
        "Classes with a coach and a number of places. Whoever comes signs in on the mat, and dues are paid here.",
        "Ask to join",
        "Monthly dues",
    ),
    Stall(
        "Lessons in a music school",
        MUSIC,
        "waves",
        "Piano, strings and singing for grown-ups. Teachers keep their own hours, and nobody is booked twice.",
        "Open to all",
        "Fixed prices",
    ),
    Stall(
        "A row of allotments",
        GARDEN,
        "dots",
        "An hour of weeding for a basket of plums. Make an offer, get another back, and shake hands on it.",
        "Ask to join",
        "Offers welcome",
    ),
    Stall(
        "Home bakers in one street",
        BAKERS,
        "wide",
        "Order by Thursday, collect it warm on Saturday. The last cake goes to whoever bids most by noon.",
        "Ask to join",
        "Fixed, last one by bids",
    ),
)
