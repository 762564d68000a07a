"""A booking gets another time: a day, a time, and what that means, before the last press."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.calendar.errors import TimeTaken
from domanu.calendar.operations.plans import plan_of
from domanu.calendar.zones import instant_at, local_day
from domanu.core.db import db
from domanu.core.http import go, render
from domanu.core.limits import limit
from domanu.core.process import NotPossible
from domanu.core.time import now, tell_clock, tell_when

from ..doable import moves_of
from ..errors import BookingChanged, NotOffered, OwnTimeTaken, TooLate
from ..operations.moving import move_booking
from ..operations.reading import Shown, find_booking
from ..terms import ends_as_request
from .asked import Asked, asked_here
from .bookings import CHANGED, TOO_LATE
from .choosing import Choice, choice_of
from .facing import shared
from .months import read_day
from .own_time import told_own_time
from .times import read_clock, read_time

TAKEN = "Somebody was quicker: that time is taken. These are the nearest that are free."
TAKEN_BY_YOU = "You have something else at that time. Choose another one."
NOT_OFFERED = "That time is not to be had. Choose another one."


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/bookings/<uuid:key>/move", view_func=moving)
    blueprint.add_url_rule("/bookings/<uuid:key>/move", view_func=move, methods=["POST"])


@signed_in_only
def moving(key: UUID) -> ResponseReturnValue:
    shown = find_booking(key, the_user().id)
    if "move" not in moves_of(shown.booking, shown.part, now()):
        return go(url_for("bookings.show", key=key), TOO_LATE, mood="bad")
    return _page(shown, chosen=_asked_for(shown))


@signed_in_only
def move(key: UUID) -> ResponseReturnValue:
    at, seen = read_time(request.form.get("start")), request.form.get("seen", "")
    shown = find_booking(key, the_user().id)
    if at is None or not (seen.isascii() and seen.isdecimal()):
        return _page(shown, problem="Choose a time first.", status=422)
    limit("move", 120, timedelta(hours=1), by=str(the_user().id))
    here = url_for("bookings.show", key=key)
    try:
        move_booking(key, the_user().id, starts_at=at, seen=int(seen[:9]), anyway="anyway" in request.form)
    except TooLate:
        return go(here, TOO_LATE, mood="bad")
    except (NotPossible, BookingChanged):
        return go(here, CHANGED, mood="bad")
    except (TimeTaken, NotOffered, OwnTimeTaken) as refusal:
        return _refused(key, refusal, at)
    moved = find_booking(key, the_user().id)
    return go(here, _said(moved))


def _refused(key: UUID, refusal: Exception, at: datetime) -> ResponseReturnValue:
    db.session.rollback()
    shown = find_booking(key, the_user().id)
    if isinstance(refusal, OwnTimeTaken):
        problem = told_own_time(refusal, the_user().id)
        return _page(shown, chosen=at, problem=problem, own_time=True, status=409)
    taken = TAKEN if shown.part == "customer" else TAKEN_BY_YOU
    return _page(shown, wanted=at, problem=taken if isinstance(refusal, TimeTaken) else NOT_OFFERED, status=409)


def _page(
    shown: Shown,
    *,
    chosen: datetime | None = None,
    wanted: datetime | None = None,
    status: int = 200,
    **more: Any,
) -> ResponseReturnValue:
    asked, told = asked_here(f"/bookings/{shown.booking.id}/move"), shared(shown)
    zone = told["zone"]
    own = chosen or wanted
    context = told | {
        "asked": asked,
        "choice": _choice(shown, asked, zone, chosen, wanted),
        "chosen": _chosen(chosen, zone) if chosen else None,
        "asks_again": shown.part == "customer" and shown.booking.on_request,
        "told": _told(shown, chosen, zone) if chosen else [],
        "typed_day": local_day(own, zone).isoformat() if own else request.values.get("day", ""),
        "typed_clock": tell_clock(own, zone) if own else request.values.get("clock", ""),
    }
    return render("bookings/moving.html", "moving", status, **context, **more)


def _choice(shown: Shown, asked: Asked, zone: str, chosen: datetime | None, wanted: datetime | None) -> Choice | None:
    """None where the service is not to be had any longer."""
    plan = plan_of(shown.booking.service_id)
    if plan is None:
        return None
    now_at = shown.booking.scheduled_at
    return choice_of(
        plan,
        shown.booking.duration,
        asked,
        zone,
        kept=chosen or (None if asked.month else now_at),
        wanted=wanted,
        without=shown.booking.id,
    )


def _asked_for(shown: Shown) -> datetime | None:
    """A time that was pressed, or, for the seller, one that was typed in their zone."""
    at = read_time(request.args.get("start"))
    day, minute = read_day(request.args.get("day", "")), read_clock(request.args.get("clock", ""))
    if at is None and shown.part == "seller" and day and minute is not None:
        at = instant_at(day, minute, shared(shown)["zone"])
    return at if at and at != shown.booking.scheduled_at and at > now() else None


def _chosen(at: datetime, zone: str) -> dict[str, str]:
    words = tell_when(at, zone)
    return {"value": at.isoformat(), "words": words, "short": f"{words.partition(' ')[0]} {tell_clock(at, zone)}"}


def _told(shown: Shown, at: datetime, zone: str) -> list[str]:
    booking, name = shown.booking, shown.other.first_name
    if shown.part == "seller":
        return [f"{name} is told by mail, and may then cancel it for nothing."]
    terms = [f"What you choose yourself you cancel by the terms again, though {name} moved it before."]
    terms = terms if booking.moved_by_seller else []
    if not booking.on_request:
        return [f"{name} is told by mail. Price and terms stay as they are.", *terms]
    until = ends_as_request(now(), at, at + timedelta(minutes=booking.duration))
    asks = f"{name} has to say yes to the new time by {tell_when(until, zone)}. Without an answer the booking ends."
    return [asks, *terms]


def _said(shown: Shown) -> str:
    when = tell_when(shown.booking.scheduled_at, shared(shown)["zone"])
    return f"Asked for: {when}." if shown.booking.status == "pending" else f"Moved to {when}."
