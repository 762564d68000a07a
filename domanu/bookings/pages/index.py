"""All that somebody has booked: what comes, what waits for an answer, what is over, and where they stand in line."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.calendar.zones import local_day
from domanu.core.http import render
from domanu.core.money import tell_price
from domanu.core.paging import Page
from domanu.core.time import now, tell_clock, tell_when, tell_zone
from domanu.profiles.visitor import visitor_zone

from ..operations.links import link_of
from ..operations.reading import Row, own_bookings
from ..operations.waits import own_waits
from ..words import badge_of
from .waits import told_turn

SIZE = 24
TABS = {"upcoming": "Upcoming", "requests": "Requests", "past": "Past", "waiting": "Waiting"}


class Nothing(NamedTuple):
    title: str
    words: str


NOTHING = {
    "upcoming": Nothing(
        "Nothing is booked",
        "Find something, choose a time, and it stands here: when, where and with whom.",
    ),
    "requests": Nothing("No request is open", "What a seller has to say yes to first waits here for the answer."),
    "past": Nothing("Nothing is over yet", "What you have had, and what was cancelled, stays here to be found again."),
}


class Line(NamedTuple):
    id: UUID
    name: str
    weekday: str
    number: int
    month: str
    year: str
    """Where it is another than this one."""
    span: str
    other: str
    booked_for: str
    place: str
    badge: str
    mood: str
    sentence: str
    price: str
    is_off: bool


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/bookings", view_func=index)


@signed_in_only
def index() -> ResponseReturnValue:
    """For htmx, what comes after those that are there already."""
    asked = request.args.get("show", "")
    which, after = asked if asked in TABS else "upcoming", request.args.get("after", "")
    zone = visitor_zone()
    told: dict[str, Any] = {
        "tabs": TABS,
        "which": which,
        "after": after,
        "zone": zone,
        "zone_words": tell_zone(now(), zone),
    }
    if which == "waiting":
        told |= {"waits": own_waits(the_user().id), "told_turn": told_turn}
        return render("bookings/index.html", None, page=None, **told)
    found = own_bookings(the_user().id, "customer", which, after, SIZE)
    told["link"] = link_of(the_user().id, "customer") if which == "upcoming" else None
    page = Page([line_of(row, zone) for row in found.rows], found.after)
    return render("bookings/index.html", "more", page=page, nothing=NOTHING[which], **told)


def line_of(row: Row, zone: str) -> Line:
    day = local_day(row.scheduled_at, zone)
    badge, mood = badge_of(row, now())
    return Line(
        row.id,
        row.service_name,
        f"{day:%a}",
        day.day,
        f"{day:%b}",
        "" if day.year == now().year else f"{day.year}",
        f"{tell_clock(row.scheduled_at, zone)} to {tell_clock(row.ends_at, zone)}",
        row.other_name,
        row.booked_for,
        row.place,
        badge,
        mood,
        f"The answer comes by {tell_when(row.expires_at, zone)}, else it ends." if row.expires_at else "",
        tell_price(row.total_amount, row.currency),
        row.status == "cancelled",
    )
