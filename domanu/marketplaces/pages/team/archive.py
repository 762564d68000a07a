"""Close the marketplace, so that it can only be read; and open it again."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render

from ...access import Standing
from ...edge import for_team
from ...errors import DesignerGone
from ...operations.marketplaces import archive_marketplace, reopen_marketplace
from .about import about


def add_pages(blueprint: Blueprint) -> None:
    here = "/m/<slug>/team/archive"
    blueprint.add_url_rule(here, view_func=closing, methods=["GET"])
    blueprint.add_url_rule(here, view_func=close, methods=["POST"])
    blueprint.add_url_rule(f"{here}/removal", view_func=reopen, methods=["POST"])


@for_team("can_archive")
def closing(standing: Standing) -> ResponseReturnValue:
    return render("marketplaces/team/archive.html", **about(standing))


@for_team("can_archive")
def close(standing: Standing) -> ResponseReturnValue:
    market = standing.marketplace
    archive_marketplace(market.slug, the_user().id)
    return go(url_for("marketplaces.closing", slug=market.slug), f"{market.title} is closed.")


@for_team("can_archive")
def reopen(standing: Standing) -> ResponseReturnValue:
    market = standing.marketplace
    here = url_for("marketplaces.closing", slug=market.slug)
    try:
        reopen_marketplace(market.slug, the_user().id)
    except DesignerGone:
        return go(here, "It stays closed: whoever ran it has closed their account.", mood="bad")
    return go(here, f"{market.title} is open again.")
