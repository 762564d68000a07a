from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render

from ..access import can_see
from ..models import Service
from ..operations.services import delete_service
from .edge import for_its_seller


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/services/<uuid:key>/removal", view_func=removing)
    blueprint.add_url_rule("/services/<uuid:key>/removal", view_func=remove, methods=["POST"])


@for_its_seller
def removing(service: Service) -> ResponseReturnValue:
    """The question of the dialog, on a page of its own."""
    return render("services/removing.html", service=service, is_seen=can_see(service, the_user().id))


@for_its_seller
def remove(service: Service) -> ResponseReturnValue:
    """Also where the marketplace is closed, and by whoever is no member any longer."""
    name = service.name
    delete_service(service.id, service.seller_id)
    return go(url_for("services.selling"), f"“{name}” is deleted.")
