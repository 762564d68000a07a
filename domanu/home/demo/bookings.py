"""Bookings of some weeks around now, with their history. What is over is completed, whatever day it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from domanu.bookings.models import Booking, BookingChange
from domanu.calendar.models import TimeClaim
from domanu.core.money import part_of

from .diaries import Diaries, instant_of
from .made import Made, Row, agreed_of
from .rolls import People, insert_rows
from .visits import ENDED, FULL_DAY, MISSED, VISITS, Ended, Visits

REGULAR = 4
"""So many weeks are booked at once, as one series."""
EARLY, RECENTLY, SOON = timedelta(days=4), timedelta(hours=2), timedelta(minutes=50)
UNANSWERED = timedelta(days=6)


def load_bookings(diaries: Diaries, people: People) -> None:
    every = make_up_bookings(diaries, people, agreed_of(diaries))
    insert_rows(Booking, [made.row for made in every])
    insert_rows(BookingChange, [change for made in every for change in made.changes])
    insert_rows(TimeClaim, [claim for made in every for claim in made.claims])


def make_up_bookings(diaries: Diaries, people: People, agreed: Mapping[UUID, Row]) -> list[Made]:
    booked = [
        made for visits in (*FULL_DAY, *VISITS) for made in _repeat(visits, diaries, people[visits.customer], agreed)
    ]
    for service, customer, who in MISSED:
        _miss(booked, service, people[customer], who)
    return [*booked, *(_end(ended, diaries, people[ended.customer], agreed) for ended in ENDED)]


def _repeat(visits: Visits, diaries: Diaries, customer_id: UUID, agreed: Mapping[UUID, Row]) -> Iterator[Made]:
    plan = diaries.plans[visits.service]
    minutes, notes = visits.minutes or plan.minutes, visits.notes
    is_regular = len(visits.weeks) >= REGULAR
    series_id: UUID | None = None
    first = instant_of(visits.when, visits.weeks[0], plan.zone, diaries.at)
    for week in visits.weeks:
        start = diaries.find(visits.service, customer_id, visits.when, week, minutes)
        if start is None:
            continue
        diaries.write(visits.service, None if visits.booked_for else customer_id, start, minutes)
        made = Made(plan, agreed[plan.service_id], customer_id, start, minutes, booked_for=visits.booked_for)
        if is_regular:
            series_id = made.row["series_id"] = series_id or made.row["id"]
        if start > diaries.at:  # they say it once, of the next one
            made.row["notes"], notes = notes, ""
        _live(made, min((first if is_regular else start) - EARLY, diaries.at - RECENTLY), diaries.at)
        yield made


def _live(made: Made, booked_at: datetime, at: datetime) -> None:
    _begin(made, booked_at)
    if made.plan.on_request:
        made.happen("confirmed", made.plan.seller_id, booked_at + SOON, "confirmed")
    if made.end <= at:
        made.happen("completed", None, made.end, "completed")


def _begin(made: Made, at: datetime) -> None:
    what, status = ("requested", "pending") if made.plan.on_request else ("booked", "confirmed")
    made.happen(what, made.row["customer_id"], at, status)


def _miss(booked: list[Made], service: str, customer_id: UUID, who: str) -> None:
    """The newest of theirs that is over."""
    made = [
        made
        for made in booked
        if (made.row["service_name"], made.row["customer_id"], made.row["status"])
        == (service, customer_id, "completed")
    ][-1]
    teller = customer_id if who == "seller" else made.plan.seller_id
    made.happen("missed", teller, made.end + timedelta(minutes=1), "completed", who=who)
    made.row["no_show"] = who


def _end(ended: Ended, diaries: Diaries, customer_id: UUID, agreed: Mapping[UUID, Row]) -> Made:
    plan = diaries.plans[ended.service]
    start = instant_of(ended.when, ended.week, plan.zone, diaries.at)
    at = min(start - timedelta(hours=ended.hours_before), diaries.at - RECENTLY)
    made = Made(plan, agreed[plan.service_id], customer_id, start, plan.minutes, ended_as=ended.ended_as)
    made.row["fee"] = _fee(made, at)
    _begin(made, at - UNANSWERED)
    what, _, by = ended.ended_as.partition("_by_")
    actor_id = {"customer": customer_id, "expired": None}.get(by or what, plan.seller_id)
    told = {"by": by, "fee": str(made.row["fee"])} if by else {}
    made.happen(what, actor_id, at, "cancelled", **told | ({"reason": ended.reason} if ended.reason else {}))
    return made


def _fee(made: Made, at: datetime) -> Decimal:
    """What the rules of the marketplace say of a customer who cancels late."""
    agreed = made.row
    is_late = made.start - at < timedelta(hours=agreed["cancel_hours"])
    if agreed["ended_as"] != "cancelled_by_customer" or not is_late:
        return Decimal(0)
    return part_of(agreed["total_amount"], agreed["cancel_percent"])
