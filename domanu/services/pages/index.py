from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from domanu.core.http import render_kept

from .browsing import listing_context


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/services", view_func=index)


def index() -> ResponseReturnValue:
    """All that the reader may see, wherever it is."""
    return render_kept("services/index.html", "services", **listing_context(None))
