from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.core.http import go, render
from domanu.marketplaces.access import demand

from ..operations.reading import Shown
from ..operations.services import delete_service
from .edge import for_signed_in


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/services/<uuid:key>/removal", view_func=removing)
    blueprint.add_url_rule("/services/<uuid:key>/removal", view_func=remove, methods=["POST"])


@for_signed_in
def removing(shown: Shown) -> ResponseReturnValue:
    """The question of the dialog, on a page of its own."""
    demand(shown.is_own)
    return render("services/removing.html", service=shown.service)


@for_signed_in
def remove(shown: Shown) -> ResponseReturnValue:
    """Also where the marketplace is closed, and by whoever is no member any longer."""
    demand(shown.is_own)
    delete_service(shown.service.id, shown.service.seller_id)
    return go(url_for("services.selling"), f"“{shown.service.name}” is deleted.")
