"""What needs whoever sells, their week, and what they offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.calendar.operations.plans import plans_of
from domanu.calendar.zones import local_day
from domanu.core.http import render
from domanu.core.numbers import in_words
from domanu.core.time import now, tell_clock, tell_date, tell_minutes
from domanu.marketplaces.operations.listing import where_to_sell
from domanu.services.operations.cards import Card
from domanu.services.operations.listing import own_services

from ...operations.agenda import Entry
from ...operations.due import just_over
from .opened import opened
from .todo import todo_context, told_due
from .week import Week, coming_week

SERVICES = 8
NOON, EVENING = 12, 18


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/selling", view_func=selling)


@signed_in_only
def selling() -> ResponseReturnValue:
    own, who, at = opened(), the_user().id, now()
    page = own_services(who, None, SERVICES)
    if not page.rows:
        return render("selling/nothing.html", places=where_to_sell(who))
    week = coming_week(own)
    return render(
        "selling/overview.html",
        greeting=_greeting(at, own.zone),
        today_words=_today(week["entries"], at, own.zone),
        over=[told_due(due, own.zone) for due in just_over(who, at)],
        page=page,
        about=_about(page.rows, week["shown"]),
        **todo_context(own),
        **week,
    )


def _greeting(at: datetime, zone: str) -> str:
    hour = at.astimezone(ZoneInfo(zone)).hour
    return "Good morning" if hour < NOON else "Good afternoon" if hour < EVENING else "Good evening"


def _today(entries: Sequence[Entry], at: datetime, zone: str) -> str:
    """'Saturday 21 November. Two bookings today, the next at 14:00.'"""
    today = local_day(at, zone)
    booked = [one for one in entries if one.kind == "booked" and local_day(one.starts_at, zone) == today]
    coming = [one for one in booked if one.starts_at > at]
    number = "one booking" if len(booked) == 1 else f"{in_words(len(booked))} bookings"
    following = f", the next at {tell_clock(coming[0].starts_at, zone)}" if coming else ""
    return f"{tell_date(today)}. You have {number} today{following}."


def _about(cards: Sequence[Card], week: Week) -> dict[UUID, str]:
    """Of each service, how long it takes and how often it is booked in the week that is shown."""
    entries = [box.entry for day in week.days for box in day.boxes if box.entry and box.entry.kind == "booked"]
    counts = Counter({entry.key: entry.service_id for entry in entries}.values())
    plans = plans_of([card.id for card in cards])
    return {
        key: f"{tell_minutes(plan.minutes)} · {counts[key] or 'none'} booked, {week.title}"
        for key, plan in plans.items()
    }
