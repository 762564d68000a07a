"""For moderators: take a service down, and put it back."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render, wants_fragment
from domanu.marketplaces.access import demand

from ..operations import services
from ..operations.reading import Shown, find_service
from .edge import for_signed_in
from .show import page_of


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/services/<uuid:key>/takedown", view_func=take_down, methods=["POST"])
    blueprint.add_url_rule("/services/<uuid:key>/takedown/removal", view_func=put_back, methods=["POST"])


@for_signed_in
def take_down(shown: Shown) -> ResponseReturnValue:
    demand(shown.standing.can_moderate)
    services.take_down(shown.service.id, the_user().id)
    return _told(shown, f"Taken down. Only {shown.seller.first_name} and the team see it now.")


@for_signed_in
def put_back(shown: Shown) -> ResponseReturnValue:
    demand(shown.standing.can_moderate)
    services.put_back(shown.service.id, the_user().id)
    return _told(shown, "Put back.")


def _told(shown: Shown, said: str) -> ResponseReturnValue:
    if wants_fragment():
        now = find_service(shown.service.id, the_user().id)
        return render("services/show.html", "docket", said=said, **page_of(now))
    return go(url_for("services.show", key=shown.service.id), said)
