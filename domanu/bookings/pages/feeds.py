"""What calendar programs elsewhere read, at an address that only its owner knows."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.core.http import came_from, go, wants_fragment
from domanu.core.limits import limit

from ..operations.links import feed_of, find_link, remove_link, renew_link

HOUR = timedelta(hours=1)
MOST_READINGS = 120


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/c/<token>.ics", view_func=feed)
    blueprint.add_url_rule("/bookings/link", view_func=make_address, methods=["POST"])
    blueprint.add_url_rule("/bookings/link/removal", view_func=remove_address, methods=["POST"])


def feed(token: str) -> ResponseReturnValue:
    whose = find_link(token)
    limit("calendar-feed", MOST_READINGS, HOUR, by=token)
    body = feed_of(whose)
    response = make_response(body)
    response.mimetype = "text/calendar"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response.set_etag(sha256(body).hexdigest()[:32])
    return response.make_conditional(request)


@signed_in_only
def make_address() -> ResponseReturnValue:
    part = _part()
    link = renew_link(the_user().id, part)
    return _told(part, link, "Here is the address. Whoever has it can read your calendar, so keep it to yourself.")


@signed_in_only
def remove_address() -> ResponseReturnValue:
    part = _part()
    remove_link(the_user().id, part)
    return _told(part, None, "Nobody can read your calendar at that address any longer.")


def _told(part: str, link: str | None, said: str) -> ResponseReturnValue:
    if wants_fragment():
        return render_template("bookings/_link.html", part=part, link=link, said=said)
    return go(came_from(url_for("home.index")), said)


def _part() -> str:
    return "seller" if request.form.get("part") == "seller" else "customer"
