"""Whoever reads the page, as the masthead shows them."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from flask import Flask, current_app, g
from sqlalchemy import ScalarSelect, Select

from domanu.auth.session import user_id
from domanu.core.db import db
from domanu.core.files import file_url
from domanu.drawing.address import drawn_avatar

from .models import Profile
from .operations.profiles import PROFILE


class Visitor(NamedTuple):
    profile: Profile
    unread: int


def init_app(app: Flask, unread: ScalarSelect[int]) -> None:
    """`unread` counts what waits for the one with this :user_id, which this floor cannot know."""
    app.extensions["domanu.visitor"] = PROFILE.add_columns(unread)
    app.add_template_global(visitor_unread)
    app.add_template_global(visitor_name)
    app.add_template_global(visitor_picture)
    app.add_template_global(visitor_zone)
    app.add_template_global(picture_of)


def visitor_name() -> str:
    profile = _visitor()
    return profile.first_name if profile else ""


def visitor_picture() -> str:
    profile = _visitor()
    return picture_of(profile) if profile else ""


def visitor_zone() -> str:
    profile = _visitor()
    return profile.time_zone if profile else "UTC"


def visitor_unread() -> int:
    return g.visitor.unread if _visitor() else 0


def picture_of(profile: Profile, *, large: bool = False) -> str:
    """Theirs, or one drawn from their name."""
    name = profile.picture if large else profile.thumbnail
    return file_url(name) if name else drawn_avatar(profile.name)


def own_profile() -> Profile:
    """Of whoever is signed in, on a page that only the signed in can reach."""
    return cast("Profile", _visitor())


def _visitor() -> Profile | None:
    """Asked for once a request."""
    if "visitor" not in g:
        who = user_id()
        g.visitor = Visitor(*db.session.execute(_statement(), {"user_id": who}).one()) if who else None
    visitor: Visitor | None = g.visitor
    return visitor.profile if visitor else None


def _statement() -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = current_app.extensions["domanu.visitor"]
    return statement
