"""A time that is kept for somebody, until they book it or it is somebody else's again."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from domanu.calendar.operations.plans import Plan
from domanu.core.time import tell_clock, tell_when
from domanu.services import terms
from domanu.services.operations.reading import Shown

from ..models import Hold
from ..terms import ends_as_request


class Held(NamedTuple):
    id: UUID
    at: datetime
    words: str
    """'Tuesday 14:00'."""
    span: str
    """'14:00 to 14:50'."""
    minutes: int
    price: Decimal
    until: datetime
    seconds: int
    is_offer: bool
    """From the waiting list."""
    cancelling: list[terms.Term]
    answered_by: str
    """Where it is asked for: when the request ends, if nobody answers."""


def held_of(hold: Hold, plan: Plan, shown: Shown, zone: str, at: datetime) -> Held:
    end = hold.scheduled_at + timedelta(minutes=hold.duration)
    rules, seller = shown.standing.marketplace.rules, shown.seller.first_name
    told = terms.cancelling(rules, hold.total_amount, seller, start=hold.scheduled_at, zone=zone, at=at)
    return Held(
        hold.id,
        hold.scheduled_at,
        told_shortly(hold.scheduled_at, zone),
        f"{tell_clock(hold.scheduled_at, zone)} to {tell_clock(end, zone)}",
        hold.duration,
        hold.total_amount,
        hold.expires_at,
        max(0, int((hold.expires_at - at).total_seconds())),
        hold.wait_id is not None,
        told,
        tell_when(ends_as_request(at, hold.scheduled_at, end), zone) if plan.on_request else "",
    )


def told_shortly(at: datetime, zone: str) -> str:
    day, clock = tell_when(at, zone).rsplit(", ", 1)
    return f"{day.partition(' ')[0]} {clock}"
