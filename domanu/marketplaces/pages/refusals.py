"""What any operation of this feature may refuse, told on the page that it belongs to."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from domanu.core.http import go
from domanu.core.process import NotPossible

from ..errors import Archived, NotADesigner, NotConfirmed


def add_handlers(blueprint: Blueprint) -> None:
    blueprint.register_error_handler(Archived, show_archived)
    blueprint.register_error_handler(NotConfirmed, show_not_confirmed)
    blueprint.register_error_handler(NotADesigner, show_not_a_designer)
    blueprint.register_error_handler(NotPossible, show_not_possible)


def show_archived(archived: Archived) -> Response:
    return go(_back(), archived.told, mood="bad")


def show_not_confirmed(_: NotConfirmed) -> Response:
    return go(url_for("auth.confirmation"), "First confirm your email address.", mood="calm")


def show_not_a_designer(_: NotADesigner) -> Response:
    return go(url_for("profiles.designer"), "Designers open marketplaces. Become one first.", mood="calm")


def show_not_possible(_: NotPossible) -> Response:
    return go(_back(), "Somebody was quicker: this has changed meanwhile. Here is how it stands.", mood="bad")


def _back() -> str:
    """The list that was pressed on, else the front."""
    slug, pressed = (request.view_args or {}).get("slug"), (request.endpoint or "").rpartition(".")[2]
    place = LISTS.get(pressed, "show")
    return url_for(f"marketplaces.{place}", slug=slug) if slug else url_for("marketplaces.mine")


LISTS = {
    "admit": "requests",
    "decline": "requests",
    "ban": "members",
    "unban": "members",
    "give_role": "members",
}
