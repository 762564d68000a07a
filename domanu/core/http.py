"""What every page does alike: render the whole or a fragment, redirect, and trust no address to go to next."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, flash, make_response, redirect, render_template, request
from jinja2_fragments.flask import render_block
from werkzeug.urls import iri_to_uri

from .fragments import answer_kept

UNPRINTABLE = 32


def wants_fragment() -> bool:
    """The one place that looks at htmx's header; every answer says `Vary` for it."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def render(template: str, block: str | None = None, status: int = 200, **context: object) -> Response:
    """The page, or, for htmx, only its `block`."""
    part = block if wants_fragment() else None
    response = make_response(_text(template, part, context), status)
    return response if part else whole(response)


def render_kept(template: str, block: str | None = None, **context: object) -> Response:
    """As `render`, for pages that visitors ask for again and again: see `fragments`."""
    part = block if wants_fragment() else None
    response = answer_kept((template, part), context, lambda: _text(template, part, context))
    if response is None:
        response = make_response(_text(template, part, context))
    return response if part else whole(response)


def _text(template: str, part: str | None, context: dict[str, Any]) -> str:
    return render_block(template, part, **context) if part else render_template(template, **context)


def whole(response: Response) -> Response:
    """A whole page. htmx puts it in the place of the one it is on, not of the fragment that it asked for."""
    if wants_fragment():
        response.headers["HX-Retarget"] = "body"
        response.headers["HX-Reswap"] = "innerHTML show:top"
    return response


def go(location: str, said: str = "", *, mood: str = "good") -> Response:
    """On to another page, which says what has happened. htmx is told by a header: it would follow a 303 in place."""
    if said:
        flash(said, mood)
    if wants_fragment():
        response = make_response("", 204)
        response.headers["HX-Redirect"] = iri_to_uri(location)
        return response
    return make_response(redirect(location, 303))


def safe_next(target: str | None, default: str = "/") -> str:
    """`target` if it is a path on this site, whatever a browser may make of it; else `default`."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return default
    if "\\" in target or any(ord(letter) <= UNPRINTABLE or ord(letter) == 0x7F for letter in target):  # noqa: PLR2004
        return default
    try:
        parts = urlsplit(target)
    except ValueError:
        return default
    return default if parts.scheme or parts.netloc else target


def came_from(default: str) -> str:
    """The page of this site on which a form was sent without scripts, as far as the browser tells; else `default`, also
    where it was the answer to another form, which has no page to go back to."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:
        return default
    pages = current_app.create_url_adapter(request)
    if parts.netloc != request.host or not pages or not pages.test(parts.path.removeprefix(request.script_root), "GET"):
        return default
    return safe_next(f"{parts.path}?{parts.query}" if parts.query else parts.path, default)


def add_vary(response: Response, name: str) -> None:
    """As `response.vary.add` does it, without taking the header apart again and again."""
    known = response.headers.get("Vary")
    if known is None or name not in known:
        response.headers["Vary"] = f"{known}, {name}" if known else name


def vary_by_htmx(response: Response) -> Response:
    add_vary(response, "HX-Request")
    return response
