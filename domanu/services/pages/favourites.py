"""What somebody wants to find again."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.calendar.pages.openings import soon_of
from domanu.core.http import came_from, go, render, wants_fragment

from ..operations.favourites import add_favourite, remove_favourite
from ..operations.listing import favourites_of
from ..operations.reading import Shown
from .edge import for_signed_in


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/favourites", view_func=favourites)
    blueprint.add_url_rule("/services/<uuid:key>/favourite", view_func=keep, methods=["POST"])
    blueprint.add_url_rule("/services/<uuid:key>/favourite/removal", view_func=let_go, methods=["POST"])


@signed_in_only
def favourites() -> ResponseReturnValue:
    after = request.args.get("after", "")
    page = favourites_of(the_user().id, after)
    return render("services/favourites.html", "cards", page=page, after=after, soon=soon_of(page.rows))


@for_signed_in
def keep(shown: Shown) -> ResponseReturnValue:
    add_favourite(shown.service.id, the_user().id)
    return _told(shown.service.id, is_kept=True, said=f"“{shown.service.name}” is under your favourites now.")


@signed_in_only
def let_go(key: UUID) -> ResponseReturnValue:
    """Also of what they may not see any longer, of which nothing is told."""
    remove_favourite(key, the_user().id)
    return _told(key, is_kept=False, said="It is no longer under your favourites.")


def _told(key: UUID, *, is_kept: bool, said: str) -> ResponseReturnValue:
    if wants_fragment():
        return render_template("services/_kept.html", key=key, is_kept=is_kept, big="big" in request.form, said=said)
    return go(came_from(url_for("services.favourites")), said)
