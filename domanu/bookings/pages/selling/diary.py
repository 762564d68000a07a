"""The calendar of whoever sells, by week or by month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only
from domanu.calendar.fields import read_day
from domanu.calendar.zones import local_day
from domanu.core.http import render
from domanu.core.time import now

from .month import month_of
from .opened import Opened, opened
from .steps import steps
from .week import week_context


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/selling/calendar", view_func=calendar)


@signed_in_only
def calendar() -> ResponseReturnValue:
    own = opened()
    today = local_day(now(), own.zone)
    at = read_day(request.args.get("at", "")) or today
    view = "month" if request.args.get("view") == "month" else "week"
    shown = _month(own, at, today) if view == "month" else week_context(own, at, today)
    return render("selling/calendar.html", "calendar", at=at, **shown)


def _month(own: Opened, at: date, today: date) -> dict[str, Any]:
    first = at.replace(day=1)
    near = {"before": (first - timedelta(1)).replace(day=1), "after": (first + timedelta(31)).replace(day=1)}
    return {"shown": month_of(own, first, today), "is_now": today.replace(day=1) == first} | steps(own, "month", near)
