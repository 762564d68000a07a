"""Whoever reads the page, as the masthead shows them."""

from __future__ import annotations

from typing import cast

from flask import Flask, g

from domanu.auth.session import user_id
from domanu.core.files import file_url
from domanu.drawing.address import drawn_avatar

from .models import Profile
from .operations.profiles import profile_of


def init_app(app: Flask) -> None:
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
        g.visitor = profile_of(who) if who else None
    visitor: Profile | None = g.visitor
    return visitor
