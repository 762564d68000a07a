"""Pages for those who build Domanu; only development and tests have them."""

from __future__ import annotations

from flask import Blueprint, render_template

from domanu.drawing.awning import PATTERNS

from . import mails, samples
from .forms import SampleForm

blueprint = Blueprint("dev", __name__)
mails.add_pages(blueprint)
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
    known = {"inks": INKS, "palettes": samples.PALETTES, "patterns": list(PATTERNS), "posters": samples.posters()}
    shown = {
        "stalls": samples.stalls(),
        "cards": samples.cards(1),
        "soon": samples.soon(1),
        "listings": samples.cards(11),
        "listing": samples.listing(),
    }
    return render_template("dev/styleguide.html", form=form, **known, **shown)
