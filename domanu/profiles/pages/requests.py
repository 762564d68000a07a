"""For staff: who asks to become a designer."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import staff_only, the_user
from domanu.core.http import go, render, wants_fragment
from domanu.core.process import NotPossible

from ..operations.designing import decide_request, waiting_requests


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/staff/designer-requests", view_func=designer_requests)
    blueprint.add_url_rule("/staff/designer-requests/<uuid:key>/approval", view_func=approve, methods=["POST"])
    blueprint.add_url_rule("/staff/designer-requests/<uuid:key>/refusal", view_func=decline, methods=["POST"])


@staff_only
def designer_requests(said: str = "") -> ResponseReturnValue:
    return render("profiles/requests.html", "requests", requests=waiting_requests(), said=said)


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
    return designer_requests(said) if wants_fragment() else go(url_for("profiles.designer_requests"), said)
