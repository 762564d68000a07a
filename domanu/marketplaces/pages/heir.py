"""A designer to whom a marketplace is offered takes it over, or does not."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go

from ..access import Standing
from ..edge import for_confirmed, for_signed_in
from ..operations.handover import accept_marketplace, decline_marketplace


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/m/<slug>/handover", view_func=take_over, methods=["POST"])
    blueprint.add_url_rule("/m/<slug>/handover/refusal", view_func=refuse, methods=["POST"])


@for_confirmed
def take_over(standing: Standing) -> ResponseReturnValue:
    market = standing.marketplace
    accept_marketplace(market.slug, the_user().id)
    return go(url_for("marketplaces.show", slug=market.slug), f"You run {market.title} now.")


@for_signed_in
def refuse(standing: Standing) -> ResponseReturnValue:
    market, may_stay = standing.marketplace, standing.is_member or not standing.marketplace.private
    decline_marketplace(market.slug, the_user().id)
    here = url_for("marketplaces.show", slug=market.slug)
    return go(here if may_stay else url_for("marketplaces.mine"), f"You have declined to take over {market.title}.")
