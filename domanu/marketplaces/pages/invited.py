"""Whoever follows an invitation: they see what it leads into, and press to join."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, the_user, user_id
from domanu.core.http import go, render
from domanu.core.limits import limit

from ..access import Standing
from ..errors import InvitationDead, RulesChanged
from ..forms import JoinForm
from ..models import INSIDE
from ..operations.invitations import accept_invitation, find_invitation
from .front import front_of
from .membership import READ_AGAIN, SAID


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/i/<token>", view_func=invited, methods=["GET"])
    blueprint.add_url_rule("/i/<token>", view_func=accept, methods=["POST"])


def invited(token: str) -> ResponseReturnValue:
    """Reading uses nothing up: mail scanners follow links, people press buttons."""
    try:
        standing = find_invitation(token, user_id())
    except InvitationDead:
        return _dead()
    if standing.status in INSIDE:
        return go(url_for("marketplaces.show", slug=standing.marketplace.slug), "You are in already.")
    return _page(token, standing)


@confirmed_only
def accept(token: str) -> ResponseReturnValue:
    form = JoinForm()
    limit("join", 60, timedelta(hours=1), by=str(the_user().id))
    try:
        standing = find_invitation(token, the_user().id)
        if not form.validate_on_submit():
            return _page(token, standing, 422, join_form=form)
        status = accept_invitation(token, the_user().id, message=form.message.data or "", seen=form.seen)
    except InvitationDead:
        return _dead()
    except RulesChanged:
        return go(url_for("marketplaces.invited", token=token), READ_AGAIN, mood="bad")
    return go(url_for("marketplaces.show", slug=standing.marketplace.slug), SAID[status])


def _page(token: str, standing: Standing, status: int = 200, **more: object) -> ResponseReturnValue:
    front = front_of(standing) | {"token": token} | more
    return render("marketplaces/invited.html", "membership", status, **front)


def _dead() -> ResponseReturnValue:
    return render("marketplaces/invitation_dead.html", status=410)
