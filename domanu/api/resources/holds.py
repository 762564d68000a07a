"""Times that are kept for somebody for some minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from domanu.bookings.errors import HoldGone, NotAMember, NotOffered, OwnService, TooManyHolds
from domanu.bookings.models import Hold
from domanu.bookings.operations.holds import MOST_A_DAY, find_hold, hold_time, open_holds, release_hold
from domanu.bookings.operations.series import MOST_WEEKS, weeks_ahead
from domanu.calendar.errors import TimeTaken
from domanu.core.db import db
from domanu.core.refusals import Hidden
from domanu.core.time import now
from domanu.marketplaces.errors import Archived, NotConfirmed, RulesChanged
from domanu.marketplaces.models import Marketplace
from domanu.services.models import Service

from ..endpoints import Caller, Often, Resource
from ..errors import TimeGone
from ..fields import Asked, Given, Instant, Minutes, Money, Several, Told, When, money
from .times import gone

resource = Resource("holds", "Holds", "A time that is chosen is kept for ten minutes, until it is booked or let go.")
ONE = "/holds/<uuid:key>"


class NewHold(Given):
    starts_at: When
    minutes: Minutes


class HoldTold(Told):
    id: UUID
    service_id: UUID
    starts_at: Instant
    ends_at: Instant
    minutes: int
    price: Money
    expires_at: Instant = Field(description="Until then nobody else can take it.")
    offered: bool = Field(description="Whether it comes from a waiting list, rather than being chosen.")


class Holds(Several[HoldTold]):
    pass


class WeeksQuery(Asked):
    times: Annotated[int, Field(ge=1, le=MOST_WEEKS)] = Field(8, description="How many weeks, the first included.")


class WeekTold(Told):
    starts_at: Instant
    free: bool
    why: str = Field(description="What is in the way; or, where it is free, what you have then yourself.")


class Weeks(Several[WeekTold]):
    pass


def _one(caller: Caller, key: UUID) -> str:
    return f"{caller.user_id} {key}"


@resource.get("/holds")
def list_holds(caller: Caller) -> Holds:
    """What is kept for you, also what a waiting list offers you"""
    return Holds(items=[_told(hold) for hold in open_holds(caller.user_id)])


@resource.post(
    "/services/<uuid:key>/holds",
    scope="book",
    makes="/holds/{0.id}",
    refuses=[TimeGone, NotOffered, TooManyHolds, OwnService, NotAMember, NotConfirmed, Archived, RulesChanged],
    often=Often("hold", MOST_A_DAY, timedelta(days=1), by=_one),
)
def hold_a_time(caller: Caller, key: UUID, body: NewHold) -> HoldTold:
    """Choose a time, which keeps it for ten minutes

    Another time of the same service takes the place of the one chosen before.
    """
    try:
        hold = hold_time(key, caller.user_id, starts_at=body.starts_at, duration=body.minutes)
    except (TimeTaken, NotOffered):
        raise gone(key, body.minutes, body.starts_at, caller.zone) from None
    return _told(hold)


@resource.get(ONE)
def show_hold(caller: Caller, key: UUID) -> HoldTold:
    """One of them"""
    hold = find_hold(key, caller.user_id)
    if hold is None or hold.expires_at <= now():
        raise Hidden
    return _told(hold)


@resource.delete(ONE, scope="book")
def let_go(caller: Caller, key: UUID) -> None:
    """Let it go"""
    release_hold(key, caller.user_id)


@resource.get(f"{ONE}/weeks", refuses=[HoldGone])
def list_weeks(caller: Caller, key: UUID, query: WeeksQuery) -> Weeks:
    """The same time in the weeks that follow, before any of it is booked"""
    weeks = weeks_ahead(key, caller.user_id, query.times)
    return Weeks(items=[WeekTold(starts_at=week.starts_at, free=week.is_free, why=week.why) for week in weeks])


def _told(hold: Hold) -> HoldTold:
    return HoldTold(
        id=hold.id,
        service_id=hold.service_id,
        starts_at=hold.scheduled_at,
        ends_at=hold.scheduled_at + timedelta(minutes=hold.duration),
        minutes=hold.duration,
        price=money(hold.total_amount, _currency(hold)),
        expires_at=hold.expires_at,
        offered=hold.wait_id is not None,
    )


def _currency(hold: Hold) -> str:
    """Mostly both are at hand already, and there are few holds."""
    service = db.session.get_one(Service, hold.service_id)
    return db.session.get_one(Marketplace, service.marketplace_id).currency
