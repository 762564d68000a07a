"""What waits for an answer, in words; a row takes its own place when it is answered."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from flask import Response, make_response, render_template, url_for

from domanu.calendar.zones import local_day
from domanu.core.http import go, wants_fragment
from domanu.core.money import tell_price
from domanu.core.time import now, tell_clock, tell_date
from domanu.marketplaces.operations.handover import offers_to
from domanu.profiles.models import Profile

from ...operations.due import MOST_DUE, Due, booking_due, requests_of
from .opened import Opened, opened
from .week import coming_week


class Row(NamedTuple):
    key: UUID
    customer: Profile
    name: str
    service: str
    when: str
    price: str
    until: str
    notes: str


def told_due(due: Due, zone: str) -> Row:
    return Row(
        due.key,
        due.customer,
        due.name,
        due.service,
        f"{tell_date(local_day(due.scheduled_at, zone))} at {tell_clock(due.scheduled_at, zone)}",
        tell_price(due.total_amount, due.currency),
        _until(due, zone),
        due.notes,
    )


def todo_context(own: Opened) -> dict[str, Any]:
    requests, offers = requests_of(own.user_id), offers_to(own.user_id)
    shown = [told_due(due, own.zone) for due in requests[:MOST_DUE]]
    return {"requests": shown, "offers": offers, "has_more": len(requests) > MOST_DUE}


def answer_here(key: UUID, words: str, *, mood: str, status: int) -> Response:
    """In the place of the row whose button was pressed; what else of the page it changes comes along."""
    if not wants_fragment():
        return go(url_for("bookings.selling"), words, mood=mood)
    own = opened()
    row = told_due(booking_due(key, own.user_id), own.zone)
    context = todo_context(own) | coming_week(own) | {"row": row, "said": words, "is_done": mood == "good"}
    return make_response(render_template("selling/answered.html", **context), status)


def _until(due: Due, zone: str) -> str:
    """'today 20:00', 'Tuesday 24 November 09:00'."""
    if due.expires_at is None:
        return ""
    days = (local_day(due.expires_at, zone) - local_day(now(), zone)).days
    near = {0: "today", 1: "tomorrow"}
    day = near.get(days) or tell_date(local_day(due.expires_at, zone))
    return f"{day} {tell_clock(due.expires_at, zone)}"
