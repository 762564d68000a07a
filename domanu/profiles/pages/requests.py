"""For staff: who asks to become a designer."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import staff_only, the_user
from domanu.core.http import go, render, wants_fragment
from domanu.core.paging import Page
from domanu.core.process import NotPossible

from ..operations.designing import Waiting, decide_request, waiting_requests


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/staff/designer-requests", view_func=designer_requests)
    blueprint.add_url_rule("/staff/designer-requests/<uuid:key>/approval", view_func=approve, methods=["POST"])
    blueprint.add_url_rule("/staff/designer-requests/<uuid:key>/refusal", view_func=decline, methods=["POST"])


@staff_only
def designer_requests() -> ResponseReturnValue:
    """With `after` a later page, which htmx puts where the link to it was."""
    after = request.args.get("after")
    page = waiting_requests(after)
    if after and not page.rows and not wants_fragment():
        return go(url_for("profiles.designer_requests"))  # those that came after are all answered meanwhile
    return _list(page, after)


@staff_only
def approve(key: UUID) -> ResponseReturnValue:
    return _decide(key, "approve", "They are a designer now, and a mail tells them.")


@staff_only
def decline(key: UUID) -> ResponseReturnValue:
    return _decide(key, "decline", "Declined. A mail tells them.")


def _decide(key: UUID, decision: str, said: str) -> ResponseReturnValue:
    try:
        decide_request(key, decision, staff_id=the_user().id)
    except NotPossible:
        abort(404)
    return _list(waiting_requests(), said=said) if wants_fragment() else go(url_for("profiles.designer_requests"), said)


def _list(page: Page[Waiting], after: str | None = None, said: str = "") -> ResponseReturnValue:
    block = "more" if after else "requests"
    return render("profiles/requests.html", block, page=page, asked_after=after, said=said)
