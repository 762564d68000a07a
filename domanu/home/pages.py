"""The pages over all features: the front door, and what becomes of what people tell us."""

from __future__ import annotations

from flask import Blueprint, render_template

from .examples import POSTERS, STALLS

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> str:
    palettes = [stall.palette for stall in STALLS] + [poster.palette for poster in POSTERS]
    return render_template("home/index.html", stalls=STALLS, posters=POSTERS, palettes=palettes)


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template("home/privacy.html")
