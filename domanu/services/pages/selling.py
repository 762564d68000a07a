"""What somebody sells, wherever it is, and the switch of each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.core.http import go, render, wants_fragment
from domanu.core.paging import Page
from domanu.marketplaces.operations.listing import Stall, where_to_sell

from ..operations.cards import Card, card_of
from ..operations.listing import own_services, where_sold
from ..operations.reading import Shown, find_service
from ..operations.services import change_availability
from .edge import for_seller
from .show import page_of

SIZE = 48


class Group(NamedTuple):
    slug: str
    """Empty where they may not look any longer."""
    title: str
    """Empty where they may not even know of the marketplace."""
    first: Card
    cards: list[Card]
    can_sell: bool


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/selling/services", view_func=selling)
    blueprint.add_url_rule("/services/<uuid:key>/availability", view_func=availability, methods=["POST"])


@signed_in_only
def selling() -> ResponseReturnValue:
    after = request.args.get("after", "")
    page = own_services(the_user().id, after, SIZE)
    places = where_to_sell(the_user().id)
    groups = _groups(page.rows, places)
    new = _new_places(page, places) if not after else []
    return render("services/selling.html", groups=groups, page=page, after=after, places=new)


@for_seller
def availability(shown: Shown) -> ResponseReturnValue:
    available = request.form.get("available") == "on"
    change_availability(shown.service.id, the_user().id, available=available)
    name = shown.service.name
    said = f"“{name}” is available again." if available else f"“{name}” is resting. Nobody can ask for it now."
    if not wants_fragment():
        return go(url_for("services.selling"), said)
    if request.form.get("place") == "docket":
        return render(
            "services/show.html", "docket", said=said, **page_of(find_service(shown.service.id, the_user().id))
        )
    return render_template("services/_turned.html", card=card_of(shown.service.id, the_user().id), said=said)


def _new_places(first: Page[Card], places: Iterable[Stall]) -> list[Stall]:
    """Where they sell nothing yet, on whatever page it would stand."""
    shown = {card.marketplace_slug for card in first.rows}
    older = where_sold(the_user().id) if first.after else set[UUID]()
    return [place for place in places if place.slug not in shown and place.id not in older]


def _groups(cards: Iterable[Card], places: Iterable[Stall]) -> list[Group]:
    """By marketplace: first where something was offered last."""
    open_to_them = {place.slug for place in places}
    rows = list(cards)
    place = attrgetter("marketplace_slug", "marketplace_title")
    order = list(dict.fromkeys(map(place, rows)))
    rows.sort(key=lambda card: order.index(place(card)))
    groups = ((*at, list(some)) for at, some in groupby(rows, place))
    return [Group(slug, title, some[0], some, slug in open_to_them) for slug, title, some in groups]
