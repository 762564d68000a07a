"""Lists of marketplaces: all that everybody may see, and one's own."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user, user_id
from domanu.core.http import go, render, render_kept, wants_fragment

from ..operations.listing import Stall, own_marketplaces, public_marketplaces


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/marketplaces", view_func=index)
    blueprint.add_url_rule("/marketplaces/mine", view_func=mine)


def index() -> ResponseReturnValue:
    """With `after` further ones, which htmx puts where the link to them was."""
    words, after = request.args.get("q", "").strip(), request.args.get("after")
    page = public_marketplaces(user_id(), words=words, after=after)
    if after and not page.rows and not wants_fragment():
        return go(url_for("marketplaces.index", q=words or None))
    block = "more" if after else "found"
    return render_kept(
        "marketplaces/index.html", block, page=page, words=words, asked_after=after, is_again=wants_fragment()
    )


@signed_in_only
def mine() -> ResponseReturnValue:
    stalls = own_marketplaces(the_user().id)
    return render("marketplaces/mine.html", groups=_by_what_they_are(stalls), stalls=stalls)


def _by_what_they_are(stalls: list[Stall]) -> dict[str, list[Stall]]:
    """What asks for an answer first."""
    groups: dict[str, list[Stall]] = {
        "Offered to you": [],
        "You run": [],
        "You are a member": [],
        "You have asked to join": [],
        "Closed": [],
    }
    for stall in stalls:
        groups[_group_of(stall)].append(stall)
    return {title: found for title, found in groups.items() if found}


def _group_of(stall: Stall) -> str:
    if stall.is_heir:
        return "Offered to you"
    if stall.archived:
        return "Closed"
    if stall.role == "designer":
        return "You run"
    return "You have asked to join" if stall.status == "pending" else "You are a member"
