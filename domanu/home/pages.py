"""The pages over all features: the front door, and what becomes of what people tell us."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from domanu.auth.session import user_id
from domanu.core.http import render_kept

from .examples import STALLS
from .front import front_for

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> ResponseReturnValue:
    return render_kept("home/index.html", front=front_for(user_id()), examples=STALLS)


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template("home/privacy.html")
