"""A time is chosen, let go, or booked, all of it in the docket of the service."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, the_user
from domanu.calendar.errors import TimeTaken
from domanu.core.db import db
from domanu.core.http import go, render, wants_fragment
from domanu.core.limits import limit
from domanu.core.refusals import Hidden
from domanu.core.time import tell_when
from domanu.marketplaces.errors import Archived, RulesChanged
from domanu.profiles.visitor import visitor_zone
from domanu.services.operations.reading import Shown, find_service
from domanu.services.pages import edge, show

from ..access import party_to
from ..errors import HoldGone, NotOffered, OwnTimeTaken, TooManyHolds
from ..forms import BookForm
from ..models import Hold
from ..operations.booking import book_time
from ..operations.holds import MOST_A_DAY, MOST_HOLDS, find_hold, hold_time, release_hold
from .asked import read_number
from .own_time import told_own_time
from .times import read_time

PAGE = "services/show.html"
TAKEN = "Somebody was quicker: that time is taken. These are the nearest that are free."
NOT_OFFERED = "That time is not to be had any longer. Choose another one."
CLOSED = (Archived, RulesChanged)
REFUSALS = (TimeTaken, NotOffered, OwnTimeTaken, *CLOSED)
RULES = "The rules have changed. Read what is new and agree, then book."
GONE = "That time is no longer kept for you. Choose one again."


class Typed(NamedTuple):
    notes: str = ""
    booked_for: str = ""


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/services/<uuid:key>/holds", view_func=hold, methods=["POST"])
    blueprint.add_url_rule("/holds/<uuid:key>/removal", view_func=let_go, methods=["POST"])
    blueprint.add_url_rule("/holds/<uuid:key>/booking", view_func=book, methods=["POST"])


@edge.for_readers
@confirmed_only
def hold(shown: Shown) -> ResponseReturnValue:
    at, minutes = read_time(request.form.get("start")), read_number(request.form.get("minutes", ""))
    if at is None or minutes is None:
        return go(_docket(shown.service.id), "Press one of the times.", mood="bad")
    limit("hold", MOST_A_DAY, timedelta(days=1), by=f"{the_user().id} {shown.service.id}")
    try:
        hold_time(shown.service.id, the_user().id, starts_at=at, duration=minutes)
    except CLOSED as refusal:
        return _shut(shown.service.id, refusal)
    except TimeTaken:
        return _refused(shown.service.id, TAKEN, wanted=at)
    except NotOffered:
        return _refused(shown.service.id, NOT_OFFERED, wanted=at)
    except TooManyHolds:
        return _refused(shown.service.id, f"You keep {MOST_HOLDS} times already. Book one of them, or let one go.")
    return _told(shown.service.id, "Kept for you. Book it below, or choose another time.", "kept")


@confirmed_only
def let_go(key: UUID) -> ResponseReturnValue:
    held = _found(key)
    release_hold(key, the_user().id)
    return _told(held.service_id, "Let go. It is free for others again.")


@confirmed_only
def book(key: UUID) -> ResponseReturnValue:
    """Pressed twice it answers with the same booking, for which the hold is gone."""
    form, own = BookForm(), the_user().id
    held = find_hold(key, own)
    typed = Typed(form.notes.data or "", form.booked_for.data or "")
    if held and not form.validate():
        return _refused(held.service_id, str(next(iter(form.errors.values()))[0]), typed=typed, status=422)
    try:
        booked = book_time(key, own, **typed._asdict(), anyway="anyway" in request.form)
    except HoldGone:
        return _gone(held, form.service.data)
    except REFUSALS as refusal:
        return _not_booked(_found(key), refusal, typed)
    return go(url_for("bookings.show", key=booked[0]), _said(booked[0]))


def _found(key: UUID) -> Hold:
    held = find_hold(key, the_user().id)
    if held is None:
        raise Hidden
    return held


def _not_booked(held: Hold, refusal: Exception, typed: Typed) -> ResponseReturnValue:
    if isinstance(refusal, CLOSED):
        return _shut(held.service_id, refusal)
    if isinstance(refusal, OwnTimeTaken):
        return _refused(held.service_id, typed=typed, own_time=told_own_time(refusal, the_user().id))
    words = TAKEN if isinstance(refusal, TimeTaken) else NOT_OFFERED
    return _refused(held.service_id, words, wanted=held.scheduled_at, typed=typed)


def _gone(held: Hold | None, service: str | None) -> ResponseReturnValue:
    """The form says where it was, for it is known nowhere else any longer."""
    try:
        return go(_docket(held.service_id if held else UUID(service or "")), GONE, mood="bad")
    except ValueError:
        raise Hidden from None


def _shut(service_id: UUID, refusal: Exception) -> ResponseReturnValue:
    return go(_docket(service_id), Archived.told if isinstance(refusal, Archived) else RULES, mood="bad")


def _refused(
    service_id: UUID, problem: str = "", *, wanted: datetime | None = None, status: int = 409, **more: object
) -> ResponseReturnValue:
    """The docket as it is now, with what was typed."""
    db.session.rollback()
    shown = find_service(service_id, the_user().id)
    page = show.page_of(shown, wanted=wanted)
    return render(PAGE, "docket", status, problem=problem, swaps=wants_fragment(), **page, **more)


def _told(service_id: UUID, said: str, place: str = "get") -> ResponseReturnValue:
    if not wants_fragment():
        return go(_docket(service_id, place))
    return render(PAGE, "docket", told=said, swaps=True, **show.page_of(find_service(service_id, the_user().id)))


def _docket(service_id: UUID, place: str = "get") -> str:
    return url_for("services.show", key=service_id, _anchor=place)


def _said(key: UUID) -> str:
    booking, _part = party_to(key, the_user().id)
    when = tell_when(booking.scheduled_at, visitor_zone())
    return f"Asked for: {when}. A mail tells you the answer." if booking.status == "pending" else f"Booked: {when}."
