"""Who stands before a service's page. Whoever may not know of it gets a 404 before anybody asks them to sign in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, signed_in_only, the_user, user_id
from domanu.core.http import go
from domanu.marketplaces.access import demand, demand_open
from domanu.marketplaces.errors import Archived

from ..access import deletable_service, visible_service
from ..operations.reading import Shown, find_service

View = Callable[..., ResponseReturnValue]
"""Of one service. It takes what is shown of it where its address has the key."""


def for_readers(view: View) -> View:
    @wraps(view)
    def guarded(key: UUID, **more: Any) -> ResponseReturnValue:
        return view(find_service(key, user_id()), **more)

    return guarded


def for_signed_in(view: View) -> View:
    return for_readers(signed_in_only(view))


def for_seller(view: View) -> View:
    """Who may change it."""

    @wraps(view)
    def rightful(shown: Shown, **more: Any) -> ResponseReturnValue:
        demand(shown.is_own and shown.standing.is_member)
        demand_open(shown.standing)
        return view(shown, **more)

    return for_readers(confirmed_only(rightful))


def for_its_seller(view: View) -> View:
    """Also where they may not look any longer. It takes the service alone."""

    @signed_in_only
    def own(key: UUID) -> ResponseReturnValue:
        return view(deletable_service(key, the_user().id))

    @wraps(view)
    def rightful(key: UUID) -> ResponseReturnValue:
        if user_id() is None:
            visible_service(key, None)
        return own(key)

    return rightful


def add_handlers(blueprint: Blueprint) -> None:
    blueprint.register_error_handler(Archived, show_archived)


def show_archived(archived: Archived) -> Response:
    """Of a service's marketplace, or of the marketplace where something new was to be sold."""
    at = request.view_args or {}
    here = url_for("services.show", key=at["key"]) if "key" in at else url_for("marketplaces.show", slug=at["slug"])
    return go(here, archived.told, mood="bad")
