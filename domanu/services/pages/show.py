from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from domanu.bookings.pages import docket
from domanu.bookings.pages.asked import LOOKS
from domanu.core.http import render_kept, wants_fragment

from ..operations.reading import Shown, pictures_of
from ..terms import told_terms
from .edge import for_readers


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/services/<uuid:key>", view_func=show)


@for_readers
def show(shown: Shown) -> ResponseReturnValue:
    """For htmx, only the docket with another day, or the gallery with another picture in front."""
    part = "docket" if LOOKS & request.args.keys() else "gallery"
    return render_kept("services/show.html", part, swaps=wants_fragment() and part == "docket", **page_of(shown))


def page_of(shown: Shown, *, wanted: datetime | None = None) -> dict[str, Any]:
    """`wanted` is a time that somebody else has got."""
    service, standing = shown.service, shown.standing
    pictures, book = pictures_of(service.id), docket.docket_of(shown, wanted)
    price = book.price if book else service.price
    return {
        "docket": book,
        "price": price,
        "shown": shown,
        "service": service,
        "standing": standing,
        "market": standing.marketplace,
        "seller": shown.seller,
        "pictures": pictures,
        "front": _number(request.args.get("picture", ""), len(pictures)),
        "terms": told_terms(standing.marketplace.rules, price, shown.seller.first_name),
    }


def _number(asked: str, most: int) -> int:
    """Which picture is large, counted from one."""
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 3 else 1  # noqa: PLR2004
    return number if 1 <= number <= most else 1
