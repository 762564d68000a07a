"""What somebody has been told, the newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.core.http import go, render, wants_fragment
from domanu.core.time import now, tell_zone
from domanu.profiles.visitor import visitor_zone

from ..operations.inbox import mark_all_read, open_notification, told_to
from ..words import icon_of, path_of, tell


class Line(NamedTuple):
    key: UUID
    icon: str
    text: str
    at: datetime
    is_read: bool


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/inbox", view_func=inbox)
    blueprint.add_url_rule("/inbox/unread", view_func=unread)
    blueprint.add_url_rule("/inbox/reading", view_func=read_all, methods=["POST"])
    blueprint.add_url_rule("/inbox/<uuid:key>", view_func=read)


@signed_in_only
def inbox() -> ResponseReturnValue:
    return _list()


@signed_in_only
def unread() -> ResponseReturnValue:
    """The sign in the masthead, which each page reads again when something comes in. It is no page by itself."""
    if not wants_fragment():
        return go(url_for("notifications.inbox"))
    return render_template("notifications/_unread.html")


@signed_in_only
def read(key: UUID) -> ResponseReturnValue:
    """Opened, it is read: on to what it is about."""
    kind, data = open_notification(key, the_user().id)
    return go(request.script_root + path_of(kind, data))


@signed_in_only
def read_all() -> ResponseReturnValue:
    try:
        until = UUID(request.form.get("until", ""))
    except ValueError:
        abort(400)
    mark_all_read(the_user().id, until=until)
    said = "All of them are marked as read."
    return _list(said) if wants_fragment() else go(url_for("notifications.inbox"), said)


def _list(said: str = "") -> ResponseReturnValue:
    after = request.args.get("after", "") if not said else ""
    page, zone = told_to(the_user().id, after=after), visitor_zone()
    lines = [
        Line(told.id, icon_of(told.kind), tell(told.kind, told.data, told.name, zone), told.at, told.is_read)
        for told in page.rows
    ]
    block = "more" if after else "list"
    about: dict[str, Any] = {"page": page, "after": after, "zone_name": tell_zone(now(), zone), "said": said}
    return render("notifications/inbox.html", block, lines=lines, **about)
