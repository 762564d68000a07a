"""Pages for those who build Domanu; only development and tests have them."""

from __future__ import annotations

from flask import Blueprint, render_template

from domanu.drawing.awning import PATTERNS
from domanu.home.examples import BAKERS, CAMPUS, GARDEN, JUDO, MUSIC, REPAIR

from . import mails
from .forms import SampleForm

blueprint = Blueprint("dev", __name__)
mails.add_pages(blueprint)
PALETTES = {"campus": CAMPUS, "repair": REPAIR, "judo": JUDO, "music": MUSIC, "garden": GARDEN, "bakers": BAKERS}
INKS = {
    "paper": "Paper, the page",
    "sheet": "Sheet, what lies on it",
    "sunk": "Sunk",
    "ink": "Ink",
    "ink-soft": "Soft ink",
    "hairline": "Hairline",
    "edge": "Edge of controls",
    "marigold": "Marigold, the accent",
    "marigold-deep": "Deep marigold",
    "wash": "Wash, chosen",
    "good": "Good",
    "good-wash": "Good wash",
    "bad": "Bad",
    "bad-wash": "Bad wash",
}
POSTERS = (
    ("Calculus, from limits to integrals", CAMPUS),
    ("Spanish conversation over coffee", CAMPUS),
    ("Organic chemistry problem sets", CAMPUS),
    ("Statistics with R", CAMPUS),
    ("Thesis reading partner", CAMPUS),
    ("First-year physics", CAMPUS),
    ("Kanji, ten a day", CAMPUS),
    ("Bike brakes and gears", REPAIR),
    ("Lamps and toasters", REPAIR),
    ("Trousers, zips and hems", REPAIR),
    ("Judo for beginners", JUDO),
    ("Piano for grown-ups", MUSIC),
    ("Guitar from zero", MUSIC),
    ("Planting plan for a balcony", GARDEN),
    ("Windfall fruit picking", GARDEN),
    ("Walking the dog", GARDEN),
    ("Sourdough by bicycle", BAKERS),
    ("Birthday cakes", BAKERS),
    ("Anything you need", MUSIC),
    ("Moving house", REPAIR),
)
SAMPLE = {
    "email": "mei@example",
    "ends": "In two days, Monday 12:00",
    "joining": "They ask, you answer",
    "remember": True,
}


@blueprint.get("/styleguide")
def styleguide() -> str:
    form = SampleForm(data=SAMPLE)
    form.validate()
    return render_template(
        "dev/styleguide.html", form=form, inks=INKS, palettes=PALETTES, patterns=list(PATTERNS), posters=POSTERS
    )
