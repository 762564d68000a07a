"""Join, leave, and agree to rules that have changed."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import the_user
from domanu.core.http import go, render, wants_fragment
from domanu.core.limits import limit
from domanu.services.pages.browsing import listing_context

from ..access import Standing, demand
from ..edge import for_confirmed, for_signed_in, standing_here
from ..errors import RulesChanged
from ..forms import AgreementForm, JoinForm
from ..operations.memberships import join_marketplace, leave_marketplace
from ..operations.rules import agree_to_rules
from .front import front_of

READ_AGAIN = "The rules changed while you were reading them. Read them as they are now, and press again."


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/m/<slug>/membership", view_func=join, methods=["POST"])
    blueprint.add_url_rule("/m/<slug>/membership/removal", view_func=leave, methods=["POST"])
    blueprint.add_url_rule("/m/<slug>/leaving", view_func=leaving)
    blueprint.add_url_rule("/m/<slug>/agreement", view_func=agree, methods=["POST"])


@for_confirmed
def join(standing: Standing) -> ResponseReturnValue:
    form, slug = JoinForm(), standing.marketplace.slug
    if not form.validate_on_submit():
        return _membership(standing, status=422, join_form=form)
    limit("join", 60, timedelta(hours=1), by=str(the_user().id))
    try:
        status = join_marketplace(slug, the_user().id, message=form.message.data or "", seen=form.seen)
    except RulesChanged:
        return go(url_for("marketplaces.show", slug=slug), READ_AGAIN, mood="bad")
    return _told(slug, SAID[status])


@for_signed_in
def leave(standing: Standing) -> ResponseReturnValue:
    slug, title, was = standing.marketplace.slug, standing.marketplace.title, standing.status
    leave_marketplace(slug, the_user().id)
    said = f"You have left {title}." if was == "active" else "Your request is withdrawn."
    if standing.marketplace.private:
        return go(url_for("marketplaces.mine"), said)
    return _told(slug, said)


@for_signed_in
def leaving(standing: Standing) -> ResponseReturnValue:
    """The question of the dialog, on a page of its own."""
    demand(not standing.is_designer)
    if standing.status != "active":
        return go(url_for("marketplaces.show", slug=standing.marketplace.slug))
    return render("marketplaces/leaving.html", standing=standing, market=standing.marketplace)


@for_signed_in
def agree(standing: Standing) -> ResponseReturnValue:
    slug = standing.marketplace.slug
    try:
        agree_to_rules(slug, the_user().id, seen=AgreementForm().seen)
    except RulesChanged:
        return go(url_for("marketplaces.show", slug=slug, _anchor="rules"), READ_AGAIN, mood="bad")
    if wants_fragment():
        front = front_of(standing_here(slug))
        return render("marketplaces/show.html", "agreed", said="Agreed. You can go on.", **front)
    return go(url_for("marketplaces.show", slug=slug), "Agreed. You can go on.")


SAID = {
    "active": "Welcome! You are a member now.",
    "pending": "You have asked to join. A mail tells you what they say.",
}


def _told(slug: str, said: str) -> ResponseReturnValue:
    """The card that was pressed, as it is now; without htmx the page that it is on."""
    if wants_fragment():
        return _membership(standing_here(slug), said)
    return go(url_for("marketplaces.show", slug=slug), said)


def _membership(standing: Standing, said: str = "", status: int = 200, **more: object) -> ResponseReturnValue:
    """The card alone for htmx, else the whole page with what is sold on it."""
    sold = listing_context(standing) if standing.can_look and not wants_fragment() else {}
    return render("marketplaces/show.html", "membership", status, said=said, **(front_of(standing) | sold | more))
