"""The waiting list of a service: offered in its docket where nothing is free, see `templates/bookings/_wait.html`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, signed_in_only, the_user
from domanu.core.http import came_from, go
from domanu.core.limits import limit
from domanu.core.time import tell_date
from domanu.marketplaces.errors import Archived, RulesChanged
from domanu.services.operations.reading import Shown
from domanu.services.pages import edge

from ..errors import NothingToWaitFor, NotOffered, TooManyPlaces
from ..operations.waiting import join_waiting_list, leave_waiting_list
from ..operations.waits import OwnWait, own_waits_on
from .asked import read_number
from .choosing import Choice
from .months import read_day

MOST_TRIES = 120
TURNS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
FREE = "There is something free. Choose one of the times."
NOT_OFFERED = "This cannot be waited for any longer."
RULES = "The rules have changed. Read what is new and agree, then join the waiting list."
ENOUGH = "You wait for enough of this seller's time already. Leave one of those places first."
LEFT = "You are no longer on the waiting list."


class Waiting(NamedTuple):
    """For a day on which nothing is free, or for any where nothing is free at all."""

    day: date | None
    own: OwnWait | None
    """The place that they have already."""

    @property
    def words(self) -> str:
        return tell_date(self.day) if self.day else "any day"

    @property
    def turn(self) -> str:
        """'second in turn'"""
        return told_turn(self.own.place) if self.own else ""


def waiting_of(shown: Shown, choice: Choice, day: date | None) -> Waiting | None:
    """`day` is the chosen one in the zone of the place, where nothing is free on it."""
    reader, is_over = shown.standing.user_id, day is not None and day < choice.today
    if shown.is_own or is_over or (day is None and (choice.first or choice.following)):
        return None
    waits = own_waits_on(shown.service.id, reader) if reader else []
    return Waiting(day, next((wait for wait in waits if wait.day == day), None))


def told_turn(place: int) -> str:
    return f"{TURNS[place - 1]} in turn" if place <= len(TURNS) else f"number {place} in turn"


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/services/<uuid:key>/waits", view_func=wait, methods=["POST"])
    blueprint.add_url_rule("/waits/<uuid:key>/removal", view_func=leave, methods=["POST"])


@edge.for_readers
@confirmed_only
def wait(shown: Shown) -> ResponseReturnValue:
    key, day, minutes = shown.service.id, read_day(request.form.get("day", "")), _minutes()
    here = url_for("services.show", key=key, day=day, minutes=minutes or None, _anchor="get")
    limit("wait", MOST_TRIES, timedelta(hours=1), by=str(the_user().id))
    try:
        join_waiting_list(key, the_user().id, day=day, duration=minutes)
    except NothingToWaitFor:
        return go(here, FREE, mood="bad")
    except NotOffered:
        return go(here, NOT_OFFERED, mood="bad")
    except TooManyPlaces:
        return go(here, ENOUGH, mood="bad")
    except (Archived, RulesChanged) as refusal:
        return go(here, Archived.told if isinstance(refusal, Archived) else RULES, mood="bad")
    return go(here, f"You are on the waiting list for {tell_date(day) if day else 'any day'}.")


@signed_in_only
def leave(key: UUID) -> ResponseReturnValue:
    leave_waiting_list(key, the_user().id)
    return go(came_from(url_for("bookings.index", show="waiting")), LEFT)


def _minutes() -> int:
    return read_number(request.form.get("minutes", "")) or 0
