"""One booking, for the customer and the seller alike, and what each of them can do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.core.db import db
from domanu.core.http import go, render, wants_fragment
from domanu.core.limits import limit
from domanu.core.process import NotPossible
from domanu.core.time import now

from ..costs import told_terms
from ..doable import moves_of
from ..errors import TooLate
from ..forms import ReasonForm
from ..ics import booking_entry, feed
from ..operations import moves
from ..operations.reading import Shown, changes_of, find_booking
from ..words import told_change, told_price, told_status
from .facing import back_url, eyes_of, shared
from .selling.todo import answer_here

TOO_LATE = "It is too late for that by now. This is how it stands."
CHANGED = "Somebody was quicker: it has changed meanwhile. This is how it stands."


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/bookings/<uuid:key>", view_func=show)
    blueprint.add_url_rule("/bookings/<uuid:key>.ics", view_func=entry)
    for noun, view in {
        "confirmation": confirm,
        "refusal": decline,
        "withdrawal": withdraw,
        "no-show": report,
        "no-show/removal": take_back,
    }.items():
        blueprint.add_url_rule(f"/bookings/<uuid:key>/{noun}", view_func=view, methods=["POST"])


@signed_in_only
def show(key: UUID) -> ResponseReturnValue:
    return render("bookings/show.html", "booking", **page_of(find_booking(key, the_user().id)))


@signed_in_only
def entry(key: UUID) -> ResponseReturnValue:
    """For a calendar elsewhere. Asked for again, it changes what stands there already."""
    shown = find_booking(key, the_user().id)
    body = feed([booking_entry(shown.booking, shown.part, shown.other.name)], shown.booking.service_name)
    response = make_response(body)
    response.mimetype = "text/calendar"
    response.headers["Content-Disposition"] = 'attachment; filename="booking.ics"'
    return response


@signed_in_only
def confirm(key: UUID) -> ResponseReturnValue:
    return _done(key, moves.confirm_booking, "Confirmed. {name} is told by mail.")


@signed_in_only
def decline(key: UUID) -> ResponseReturnValue:
    reason = ReasonForm()
    if not reason.validate():
        return answer(key, str(next(iter(reason.errors.values()))[0]), mood="bad", status=422)
    return _done(key, moves.decline_booking, "Declined. {name} is told by mail.", reason=reason.reason.data or "")


@signed_in_only
def withdraw(key: UUID) -> ResponseReturnValue:
    return _done(key, moves.withdraw_booking, "Withdrawn. The time is free for others again.")


@signed_in_only
def report(key: UUID) -> ResponseReturnValue:
    limit("no-show", 30, timedelta(days=1), by=str(the_user().id))
    return _done(key, moves.report_no_show, "Noted. {name} sees it, too.")


@signed_in_only
def take_back(key: UUID) -> ResponseReturnValue:
    return _done(key, moves.take_back_no_show, "Taken back.")


def _done(key: UUID, move: Callable[..., None], said: str, **more: str) -> ResponseReturnValue:
    try:
        move(key, the_user().id, **more)
    except TooLate:
        return answer(key, TOO_LATE, mood="bad", status=409)
    except NotPossible:
        return answer(key, CHANGED, mood="bad", status=409)
    return answer(key, said)


def answer(key: UUID, said: str, *, mood: str = "good", status: int = 200) -> ResponseReturnValue:
    """How it stands now, and what has happened."""
    if mood == "bad":
        db.session.rollback()
    shown = find_booking(key, the_user().id)
    words = said.format(name=shown.other.first_name)
    if request.form.get("place") == "todo" and shown.part == "seller":
        return answer_here(key, words, mood=mood, status=status)
    if not wants_fragment():
        return go(url_for("bookings.show", key=key), words, mood=mood)
    told = {"said": words} if mood == "good" else {"problem": words}
    return render("bookings/show.html", "booking", status, **told, **page_of(shown))


def page_of(shown: Shown) -> dict[str, Any]:
    booking, eyes, at = shown.booking, eyes_of(shown), now()
    return shared(shown) | {
        "told": told_status(booking, eyes),
        "terms": told_terms(booking, eyes),
        "price": told_price(booking),
        "moves": moves_of(booking, shown.part, at),
        "is_over": booking.status == "cancelled" or booking.ends_at <= at,
        "back_url": back_url(shown.part),
        "service_url": url_for("services.show", key=booking.service_id) if shown.can_see_service else "",
        "market_url": url_for("marketplaces.show", slug=shown.marketplace.slug) if shown.can_see_service else "",
        "calendar_url": url_for("bookings.entry", key=booking.id) if booking.status in {"pending", "confirmed"} else "",
        "changes": [_told(change, shown) for change in changes_of(booking.id)],
    }


def _told(change: Any, shown: Shown) -> dict[str, Any]:
    own = the_user().id
    who = "You" if change.actor_id == own else shown.other.first_name
    return {"at": change.created_at, "words": told_change(change.what, change.details, who, eyes_of(shown).zone)}
