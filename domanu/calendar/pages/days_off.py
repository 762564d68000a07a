"""Days on which other hours hold, or none."""

from __future__ import annotations

from datetime import date
from typing import cast
from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, the_user
from domanu.core.http import go
from domanu.core.refusals import Hidden

from ..errors import BadHours, TooLong
from ..forms import DaysForm
from ..operations.diary import timed_services
from ..operations.exceptions import MOST_DAYS, remove_days, set_days
from .grouping import Group, grouped
from .hours import coming_asides, own_calendar, page


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/selling/days-off", view_func=take_days_off, methods=["POST"])
    blueprint.add_url_rule("/selling/days-off/<uuid:key>/removal", view_func=return_to_usual, methods=["POST"])


@confirmed_only
def take_days_off() -> ResponseReturnValue:
    form = DaysForm()
    form.fill(timed_services(the_user().id))
    if form.validate() and _is_set(form):
        return go(_back(), "It is noted. What is booked on those days stays booked.")
    return page(own_calendar(), "days", 422, days=form)


@confirmed_only
def return_to_usual(key: UUID) -> ResponseReturnValue:
    """All of the days that the list shows as one."""
    group = _group_of(key)
    remove_days(the_user().id, group.keys)
    return go(_back(), f"{group.when}: your usual hours hold again.")


def _group_of(key: UUID) -> Group:
    found = next((group for group in grouped(coming_asides(own_calendar())) if key in group.keys), None)
    if found is None:
        raise Hidden
    return found


def _is_set(form: DaysForm) -> bool:
    first = cast("date", form.first.data)
    spans = (form.spans.data or ()) if form.kind.data == "own" else ()
    note, last = form.note.data or "", form.last.data or first
    try:
        set_days(the_user().id, first, last, spans, note, service_id=form.service_id)
    except BadHours as problem:
        form.last.errors = [str(problem)]
        return False
    except TooLong:
        form.last.errors = [f"That is more than {MOST_DAYS} days. Take them in parts."]
        return False
    return True


def _back() -> str:
    """Not to its part about days off: where only that differs, no browser asks again."""
    return url_for("calendar.hours")
