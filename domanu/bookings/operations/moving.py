"""A booking gets another time. The old one is given up only with the new one taken."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update

from domanu.calendar.operations.claims import move_claims, release, what_is_taken
from domanu.calendar.operations.free_times import free_times
from domanu.calendar.operations.openings import mark_stale
from domanu.calendar.operations.plans import plan_of
from domanu.core.db import db
from domanu.core.process import NotPossible
from domanu.core.time import now
from domanu.services.models import Service

from ..errors import BookingChanged, NotOffered, OwnTimeTaken, TooLate
from ..models import Booking
from ..terms import ends_as_request, free_until
from .booking import claim_for_customer
from .moves import hold_booking
from .telling import tell
from .waiting import offer_freed_time

MOVABLE = ("pending", "confirmed")
MOST_AHEAD = timedelta(days=366)


def move_booking(key: UUID, actor_id: UUID, *, starts_at: datetime, seen: int, anyway: bool = False) -> None:
    """`seen` is the edition that was looked at. The customer takes what the service offers, the seller any time of
    theirs that is free; `anyway` is the customer's, whatever else they have then."""
    booking, part = hold_booking(key, actor_id)
    was = booking.scheduled_at
    if booking.edition == seen and starts_at == was:
        return
    _demand_movable(booking, part, seen)
    ends_at = starts_at + timedelta(minutes=booking.duration)
    _demand_fitting(booking, part, starts_at)
    buffers = {"before": booking.before_minutes, "after": booking.after_minutes}
    move_claims(key, "seller", starts_at=starts_at, ends_at=ends_at, **buffers)
    _write(booking, seen, _changes(booking, part, starts_at, ends_at))
    if not booking.booked_for:
        _move_own_time(booking, may_collide=anyway or part == "seller")
    offer_freed_time(booking.seller_id)
    mark_stale(booking.seller_id, booking.customer_id)
    tell("moved", booking, actor_id, by=part, was=was.isoformat(), to=starts_at.isoformat())


def _demand_movable(booking: Booking, part: str, seen: int) -> None:
    if booking.edition != seen:
        raise BookingChanged
    if booking.status not in MOVABLE:
        raise NotPossible("move")
    last = free_until(booking) if part == "customer" else booking.scheduled_at
    if min(filter(None, (last, booking.scheduled_at, booking.expires_at))) <= now():
        raise TooLate


def _demand_fitting(booking: Booking, part: str, starts_at: datetime) -> None:
    if part == "customer":
        _demand_offered(booking, starts_at)
    elif not now() < starts_at < now() + MOST_AHEAD:
        raise NotOffered


def _demand_offered(booking: Booking, starts_at: datetime) -> None:
    """For as long as was agreed, even if nobody can book it for so long any more."""
    service = db.session.get_one(Service, booking.service_id, populate_existing=True)
    plan = plan_of(booking.service_id)
    if plan is None or service.status != "listed" or not service.available:
        raise NotOffered
    just_then = starts_at + timedelta(microseconds=1)
    if free_times(plan, booking.duration, starts_at, just_then, without=booking.id) != [starts_at]:
        raise NotOffered


def _changes(booking: Booking, part: str, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """Where the seller answers each request, they answer a customer's new wish, too. What the customer chooses anew,
    they cancel by the terms."""
    changes: dict[str, Any] = {"scheduled_at": starts_at, "edition": Booking.edition + 1}
    changes["moved_by_seller"] = part == "seller"
    if part == "customer" and booking.on_request:
        changes["status"] = "pending"
    if changes.get("status", booking.status) == "pending":
        changes["expires_at"] = ends_as_request(now(), starts_at, ends_at)
    return changes


def _write(booking: Booking, seen: int, changes: dict[str, Any]) -> None:
    mine = (Booking.id == booking.id, Booking.edition == seen, Booking.status.in_(MOVABLE))
    moved = update(Booking).where(*mine).values(changes).returning(Booking)
    if db.session.execute(moved.execution_options(populate_existing=True)).first() is None:
        raise BookingChanged


def _move_own_time(booking: Booking, *, may_collide: bool) -> None:
    """The seller is not told what else their customer has then, so the booking moves, and the claim is given up."""
    starts_at, ends_at = booking.scheduled_at, booking.ends_at
    taken = what_is_taken(booking.customer_id, starts_at, ends_at, without=booking.id)
    if taken and not may_collide:
        raise OwnTimeTaken(taken)
    if taken:
        release(booking.id, "customer")
    elif not move_claims(booking.id, "customer", starts_at=starts_at, ends_at=ends_at):
        claim_for_customer(booking)
