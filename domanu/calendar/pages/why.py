"""Why a time of a day is not free, for whoever sells it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from domanu.core.http import go, render
from domanu.core.time import now, tell_clock, tell_minutes, tell_zone
from domanu.services.operations.reading import Shown
from domanu.services.pages.edge import for_seller

from ..fields import read_day
from ..operations.plans import Plan, plan_of
from ..operations.reasons import Step, day_of_seller
from ..zones import local_day

REASONS = {
    "outside_hours": "Outside your hours",
    "booking": "Booked",
    "hold": "Held for somebody",
    "buffer": "Kept free around a booking",
    "block": "You have blocked it",
    "other_service": "You are booked for something else",
    "own_booking": "You have booked something yourself",
    "busy_feed": "Busy in another calendar of yours",
    "notice": "Too soon",
    "horizon": "Too far ahead",
    "cap": "As many as you want in a day",
}


class Line(NamedTuple):
    clock: str
    end: str
    reason: str
    detail: str


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/services/<uuid:key>/why", view_func=why)


@for_seller
def why(shown: Shown) -> ResponseReturnValue:
    plan = plan_of(shown.service.id)
    if plan is None:
        return go(url_for("calendar.times", key=shown.service.id), "First say how it is booked.", mood="calm")
    day = read_day(request.args.get("day", "")) or local_day(now(), plan.zone)
    steps = day_of_seller(plan, day, plan.minutes)
    return render(
        "calendar/why.html",
        "day",
        shown=shown,
        service=shown.service,
        market=shown.standing.marketplace,
        day=day,
        lines=_lines(steps, plan),
        free=sum(step.reason is None for step in steps),
        urls={"before": _url(shown, day - timedelta(1)), "after": _url(shown, day + timedelta(1))},
        zone_words=tell_zone(now(), plan.zone),
        length=tell_minutes(plan.minutes),
    )


def _lines(steps: list[Step], plan: Plan) -> list[Line]:
    """Times that follow each other, and are not free for the same reason, are one line."""
    lines: list[Line] = []
    for step in steps:
        clock, reason = tell_clock(step.starts_at, plan.zone), REASONS[step.reason] if step.reason else ""
        last = lines[-1] if lines else None
        if last and (last.reason, last.detail) == (reason, step.detail or ""):
            lines[-1] = last._replace(end=clock)
        else:
            lines.append(Line(clock, clock, reason, step.detail or ""))
    return lines


def _url(shown: Shown, day: date) -> str:
    return url_for("calendar.why", key=shown.service.id, day=day.isoformat())
