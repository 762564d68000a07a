"""The same time every week: what is free of it is told before anything is booked, then all that is chosen or nothing.

What the button says is what is booked: if something else is chosen by then, it says that, and is pressed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, the_user
from domanu.calendar.errors import TimeTaken
from domanu.calendar.operations.plans import plan_of
from domanu.core.db import db
from domanu.core.http import go, render
from domanu.core.refusals import Hidden
from domanu.core.time import tell_when, tell_zone
from domanu.marketplaces.errors import Archived, RulesChanged
from domanu.profiles.visitor import visitor_zone
from domanu.services.operations.reading import find_service

from ..access import party_to
from ..errors import HoldGone, NotOffered, OwnTimeTaken
from ..forms import BookForm
from ..models import Hold
from ..operations.booking import book_time
from ..operations.holds import find_hold
from ..operations.series import MOST_WEEKS, Week, weeks_ahead
from .asked import read_number
from .holds import GONE
from .own_time import told_own_time
from .times import read_time

USUAL, LEAST = 5, 2
TAKEN = "Somebody was quicker, and nothing is booked yet. Look which weeks are free now, and press again."
OTHERS = "You have chosen other weeks, and nothing is booked yet. Read what the button says now, and press again."
REFUSED = "It cannot be booked like that any longer. Go back to the service, and choose a time again."


@dataclass(frozen=True)
class Chosen:
    """The held time always is."""

    weeks: Sequence[Week]
    also: frozenset[datetime]
    price: Decimal

    def has(self, week: Week) -> bool:
        return week.starts_at in self.also or week is self.weeks[0]

    @property
    def number(self) -> int:
        return 1 + len(self.also)

    @property
    def total(self) -> Decimal:
        return self.price * self.number


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/holds/<uuid:key>/repetition", view_func=repetition, methods=["GET", "POST"])


@confirmed_only
def repetition(key: UUID) -> ResponseReturnValue:
    """Pressed twice it answers with the same bookings, for which the hold is gone."""
    hold, form = find_hold(key, the_user().id), BookForm()
    if hold is None:
        return _booked_already(key)
    chosen = _chosen(hold)
    if request.method == "GET":
        return _page(hold, chosen, form, 200)
    if not form.validate():
        return _page(hold, chosen, form, 422)
    if read_number(request.form.get("number", "")) != chosen.number:
        return _page(hold, chosen, form, 422, problem=OTHERS)
    return _book(hold, chosen, form)


def _book(hold: Hold, chosen: Chosen, form: BookForm) -> ResponseReturnValue:
    typed = {"notes": form.notes.data or "", "booked_for": form.booked_for.data or ""}
    try:
        booked = book_time(hold.id, the_user().id, **typed, anyway="anyway" in request.form, also=sorted(chosen.also))
    except HoldGone:
        return go(_service(hold), GONE, mood="bad")
    except (Archived, RulesChanged):
        return go(_service(hold), REFUSED, mood="bad")
    except (TimeTaken, NotOffered):
        return _again(hold.id, form, problem=TAKEN)
    except OwnTimeTaken as clash:
        return _again(hold.id, form, own_time=told_own_time(clash, the_user().id))
    return _on(booked)


def _booked_already(key: UUID) -> ResponseReturnValue:
    try:
        return _on(book_time(key, the_user().id))
    except HoldGone:
        raise Hidden from None


def _on(booked: Sequence[UUID]) -> ResponseReturnValue:
    first, _part = party_to(booked[0], the_user().id)
    asked, number = first.status == "pending", len(booked)
    told = "Asked for." if asked else "Booked."
    if number > 1:
        told = f"All {number} are {'asked for' if asked else 'booked'}. This is the first of them."
    return go(url_for("bookings.show", key=booked[0]), told)


def _again(key: UUID, form: BookForm, **more: str) -> ResponseReturnValue:
    db.session.rollback()
    hold = find_hold(key, the_user().id)
    if hold is None:
        raise Hidden
    return _page(hold, _chosen(hold), form, 409, **more)


def _page(hold: Hold, chosen: Chosen, form: BookForm, status: int, **more: str) -> ResponseReturnValue:
    shown, zone = find_service(hold.service_id, the_user().id), visitor_zone()
    context = {"hold": hold, "shown": shown, "market": shown.standing.marketplace, "form": form, "chosen": chosen}
    plan = plan_of(hold.service_id)
    asked = {"on_request": plan is not None and plan.on_request}
    told = {"zone": zone, "zone_words": tell_zone(hold.scheduled_at, zone), "first": tell_when(hold.scheduled_at, zone)}
    numbers = range(LEAST, MOST_WEEKS + 1)
    return render("bookings/repetition.html", "weeks", status, numbers=numbers, **context, **asked, **told, **more)


def _chosen(hold: Hold) -> Chosen:
    """At first all that are free and do not clash with anything of their own, from then on those that are ticked."""
    number = read_number(request.values.get("weeks", "")) or USUAL
    weeks = weeks_ahead(hold.id, the_user().id, max(LEAST, min(number, MOST_WEEKS)))
    ticked = {read_time(sent) for sent in request.values.getlist("at")}
    has_chosen = request.values.get("chosen") == str(len(weeks))
    also = {week.starts_at for week in weeks[1:] if week.is_free and _is_wanted(week, ticked, has_chosen)}
    return Chosen(weeks, frozenset(also), hold.total_amount)


def _is_wanted(week: Week, ticked: set[datetime | None], has_chosen: bool) -> bool:  # noqa: FBT001 - it is read once
    return week.starts_at in ticked if has_chosen else not week.why


def _service(hold: Hold) -> str:
    return url_for("services.show", key=hold.service_id, _anchor="get")
