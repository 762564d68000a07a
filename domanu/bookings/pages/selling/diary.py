"""The calendar of whoever sells, by week or by month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only
from domanu.calendar.fields import read_day
from domanu.calendar.zones import local_day
from domanu.core.http import render
from domanu.core.time import now, tell_zone

from .month import month_of
from .opened import Opened, opened
from .week import SEVEN, monday_of, week_of


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/selling/calendar", view_func=calendar)


@signed_in_only
def calendar() -> ResponseReturnValue:
    own = opened()
    today = local_day(now(), own.zone)
    at = read_day(request.args.get("at", "")) or today
    view = "month" if request.args.get("view") == "month" else "week"
    shown = _month(own, at, today) if view == "month" else week_context(own, at, today)
    return render("selling/calendar.html", "calendar", view=view, at=at, **shown)


def week_context(own: Opened, at: date, today: date) -> dict[str, Any]:
    week = week_of(own, monday_of(at), today)
    near = {"before": week.first - SEVEN, "after": week.first + SEVEN}
    return {"shown": week, "is_now": monday_of(today) == week.first} | _about(own, "week", near)


def _month(own: Opened, at: date, today: date) -> dict[str, Any]:
    first = at.replace(day=1)
    near = {"before": (first - timedelta(1)).replace(day=1), "after": (first + timedelta(31)).replace(day=1)}
    return {"shown": month_of(own, first, today), "is_now": today.replace(day=1) == first} | _about(own, "month", near)


def _about(own: Opened, view: str, near: dict[str, date]) -> dict[str, Any]:
    urls = {name: url_for("bookings.calendar", view=view, at=day.isoformat()) for name, day in near.items()}
    return {"urls": urls, "zone_words": tell_zone(now(), own.zone), "zone": own.zone}
