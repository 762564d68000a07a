"""The OpenAPI document for people: a guide, a page for each resource, and what may be refused."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from domanu.config import ROOT, settings
from domanu.core.http import render
from domanu.core.markdown import to_html

from ..problems import BY_STATUS, PROBLEMS
from ..resources import RESOURCES
from ..routes import document
from ..scopes import SCOPES
from .told import operations_of

SIGNS = {
    "me": "user",
    "profiles": "user",
    "marketplaces": "store",
    "rules": "shield-check",
    "members": "handshake",
    "services": "search",
    "pictures": "image-up",
    "terms": "clock",
    "times": "calendar",
    "holds": "hourglass",
    "bookings": "circle-check",
    "waiting": "hourglass",
    "calendar": "calendar",
    "notifications": "mail",
}
GUIDE = ROOT / "docs" / "api.md"


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/api/docs", view_func=guide)
    blueprint.add_url_rule("/api/docs/problems", view_func=problems)
    blueprint.add_url_rule("/api/docs/<name>", view_func=resource)


def guide() -> ResponseReturnValue:
    """The text is the same as in docs/, under a title of its own."""
    _, _, text = GUIDE.read_text().partition("\n")
    html = to_html(text.replace("\n## ", "\n# ").replace("https://market.example.org", settings().base_url))
    html = html.replace("<pre>", '<pre tabindex="0">')  # it may be wider than the page
    return _page("api/guide.html", guide=Markup(html), signs=SIGNS)  # noqa: S704 - written by us, and cleaned


def resource(name: str) -> ResponseReturnValue:
    found = next((resource for resource in RESOURCES if resource.name == name), None)
    if found is None:
        abort(404)
    operations = operations_of(document(), found.name, settings().base_url)
    return _page("api/resource.html", resource=found, operations=operations)


def problems() -> ResponseReturnValue:
    every = {problem.kind: problem for problem in (*PROBLEMS.values(), *BY_STATUS.values())}
    return _page(
        "api/problems.html", problems=sorted(every.values(), key=lambda problem: (problem.status, problem.kind))
    )


def _page(template: str, **context: Any) -> ResponseReturnValue:
    return render(template, resources=RESOURCES, scopes=SCOPES, **context)
