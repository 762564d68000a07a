"""Who stands before a marketplace's page. Whoever may not know of it gets a 404 before anybody asks them to sign in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, signed_in_only, user_id

from .access import Standing, demand, demand_entry
from .standing import standing_at

View = Callable[..., ResponseReturnValue]
"""Of one marketplace. It takes a standing where its address has the slug."""


def standing_here(slug: str) -> Standing:
    return standing_at(slug, user_id())


def for_readers(view: View) -> View:
    """Who may see the front and the rules; not who is banned from a private one."""

    @wraps(view)
    def guarded(slug: str, **more: Any) -> ResponseReturnValue:
        standing = standing_here(slug)
        demand_entry(standing)
        return view(standing, **more)

    return guarded


def for_signed_in(view: View) -> View:
    return for_readers(signed_in_only(view))


def for_confirmed(view: View) -> View:
    return for_readers(confirmed_only(view))


def for_team(right: str) -> Callable[[View], View]:
    """`right` names a property of the standing, such as `can_moderate`."""

    def guard(view: View) -> View:
        @wraps(view)
        def rightful(standing: Standing, **more: Any) -> ResponseReturnValue:
            demand(getattr(standing, right))
            return view(standing, **more)

        return for_signed_in(rightful)

    return guard
