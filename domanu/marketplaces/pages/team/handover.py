"""Hand the marketplace over to another designer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render
from domanu.core.limits import limit
from domanu.core.refusals import Hidden
from domanu.profiles import profile_of

from ...access import Standing
from ...edge import for_team
from ...errors import NotADesigner
from ...forms import HandoverForm
from ...operations.handover import offer_marketplace, withdraw_offer
from .about import about


def add_pages(blueprint: Blueprint) -> None:
    here = "/m/<slug>/team/handover"
    blueprint.add_url_rule(here, view_func=handover, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{here}/removal", view_func=withdraw, methods=["POST"])


@for_team("can_design")
def handover(standing: Standing) -> ResponseReturnValue:
    market, form = standing.marketplace, HandoverForm()
    if form.validate_on_submit() and _is_offered(standing, form):
        return go(url_for("marketplaces.handover", slug=market.slug), "It is offered to them, and a mail tells them.")
    heir = profile_of(market.heir_id) if market.heir_id else None
    status = 422 if form.is_submitted() else 200
    context: dict[str, Any] = {**about(standing), "form": form, "heir": heir}
    return render("marketplaces/team/handover.html", "form", status, **context)


@for_team("can_design")
def withdraw(standing: Standing) -> ResponseReturnValue:
    withdraw_offer(standing.marketplace.slug, the_user().id)
    return go(url_for("marketplaces.handover", slug=standing.marketplace.slug), "The offer is withdrawn.")


def _is_offered(standing: Standing, form: HandoverForm) -> bool:
    username = (form.username.data or "").removeprefix("@")
    limit("hand-over", 20, timedelta(hours=1), by=str(the_user().id))
    try:
        offer_marketplace(standing.marketplace.slug, the_user().id, username)
    except (NotADesigner, Hidden):
        form.username.errors = [f"Nobody called @{username} is a designer here. Check the name on their page."]
        return False
    return True
