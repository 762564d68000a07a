"""What somebody wants to be told, and how."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.core.http import go, render, wants_fragment

from ..operations.preferences import Ways, choose_ways, ways_of
from ..topics import TOPICS


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/account/notifications", view_func=preferences, methods=["GET", "POST"])


@signed_in_only
def preferences() -> ResponseReturnValue:
    if request.method == "GET":
        return _page()
    choose_ways(the_user().id, {name: _sent(name) for name in TOPICS})
    said = "That is how you are told from now on."
    return _page(said) if wants_fragment() else go(url_for("notifications.preferences"), said)


def _sent(topic: str) -> Ways:
    """A box that is not ticked is not sent."""
    return Ways(f"{topic}-inbox" in request.form, f"{topic}-mail" in request.form)


def _page(said: str = "") -> ResponseReturnValue:
    ways = ways_of(the_user().id)
    return render("notifications/preferences.html", "choices", topics=TOPICS.values(), ways=ways, said=said)
