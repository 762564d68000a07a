"""When somebody usually works, and when not: one page for both."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import confirmed_only, the_user
from domanu.core.http import go, render
from domanu.core.time import is_time_zone, now, tell_zone
from domanu.profiles.visitor import own_profile

from ..errors import TermsChanged
from ..forms import DaysForm, HoursForm
from ..hours import CLOSED, Week, read_week
from ..operations.calendars import change_hours, find_calendar
from ..operations.diary import timed_services
from ..operations.exceptions import Aside, booked_on_exceptions, coming_exceptions
from .coming import asides_for, coming_days
from .grouping import grouped, tell_booked

SAVED = "Your hours are saved. Whoever books sees them at once."
MEANWHILE = "You saved your hours elsewhere meanwhile. Check what is below, and save it again."


class Own(NamedTuple):
    """The calendar of whoever is signed in, as it is, or as it will be once there is one."""

    user_id: UUID
    zone: str
    week: Week
    edition: int
    is_made: bool


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/selling/hours", view_func=hours, methods=["GET", "POST"])


@confirmed_only
def hours() -> ResponseReturnValue:
    own = own_calendar()
    form = HoursForm(data={"seen": own.edition, "week": own.week, "zone": own.zone})
    work = request.form.get("do", "")
    if work == "preview" or form.week.rework(work, request.form):
        return page(own, "preview" if work == "preview" else "form", form=form)
    if form.validate_on_submit() and _is_saved(form):
        return go(url_for("calendar.hours"), SAVED)
    return page(own, "form", 422 if form.is_submitted() else 200, form=form)


def own_calendar() -> Own:
    profile = own_profile()
    calendar = find_calendar(profile.user_id)
    if calendar is None:
        return Own(profile.user_id, profile.time_zone, CLOSED, 1, is_made=False)
    return Own(profile.user_id, calendar.time_zone, read_week(calendar.hours), calendar.edition, is_made=True)


def coming_asides(own: Own) -> list[Aside]:
    """Whoever has no calendar yet has none, and reading makes none."""
    return coming_exceptions(own.user_id) if own.is_made else []


def page(
    own: Own, block: str, status: int = 200, *, form: HoursForm | None = None, days: DaysForm | None = None
) -> ResponseReturnValue:
    """With both of its forms: one of them was sent, or neither."""
    form = form or HoursForm(None, data={"seen": own.edition, "week": own.week, "zone": own.zone})
    days = days or DaysForm(None)
    days.fill(timed_services(own.user_id))
    asides = coming_asides(own)
    groups, booked = grouped(asides), booked_on_exceptions(own.user_id, own.zone) if asides else {}
    context: dict[str, Any] = {
        "form": form,
        "days": days,
        "groups": [(group, tell_booked(group, booked)) for group in groups],
        "coming": coming_days(form.week.data or own.week, asides_for(asides), _zone(form, own)),
        "zone_words": tell_zone(now(), own.zone),
        "is_new": not any(own.week),
    }
    return render("calendar/hours.html", block, status, **context)


def _zone(form: HoursForm, own: Own) -> str:
    return form.zone.data if is_time_zone(form.zone.data or "") else own.zone


def _is_saved(form: HoursForm) -> bool:
    week = form.week.data
    try:
        change_hours(the_user().id, week or CLOSED, form.zone.data, seen=form.edition)
    except TermsChanged:
        form.form_errors.append(MEANWHILE)
        form.seen.data = str(own_calendar().edition)
        form.seen.raw_data = None
        return False
    return True
