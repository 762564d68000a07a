"""Choosing a time keeps it for some minutes, until it is booked or let go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import bindparam, delete, select

from domanu.calendar.errors import TimeTaken
from domanu.calendar.operations.claims import claim, hold_calendars, release, what_is_taken
from domanu.calendar.operations.free_times import is_offered
from domanu.calendar.operations.openings import mark_stale
from domanu.calendar.operations.plans import Plan, plan_of
from domanu.core.db import db, new_id
from domanu.core.time import now

from ..access import demand_bookable, share_service
from ..errors import NotOffered, TooManyHolds
from ..models import Hold
from .waiting import leave_waiting_list, offer_freed_time

HOLD = timedelta(minutes=10)
MOST_HOLDS = 3
MOST_A_DAY = 40
"""How often one person may choose a time of one service. Else a time is kept all day, ten minutes after ten minutes, by
somebody who never books it."""
HOLDS = select(Hold).where(Hold.customer_id == bindparam("customer_id")).execution_options(populate_existing=True)
THEIRS = HOLDS.order_by(Hold.expires_at)
FOUND = HOLDS.where(Hold.id == bindparam("key"))
DROPPED = (
    delete(Hold).where(Hold.id == bindparam("key")).returning(Hold.id).execution_options(synchronize_session=False)
)


def hold_time(service_id: UUID, customer_id: UUID, *, starts_at: datetime, duration: int) -> Hold:
    """Another time of the same service takes the place of the one chosen before; the same one stays as it is."""
    service = share_service(service_id)
    hold_calendars(service.seller_id, customer_id)
    demand_bookable(service, customer_id)
    chosen = {hold.service_id: hold for hold in _all_holds(customer_id) if hold.wait_id is None}
    before = chosen.pop(service_id, None)
    if before is not None and _is_open(before) and (before.scheduled_at, before.duration) == (starts_at, duration):
        return before
    if sum(map(_is_open, chosen.values())) >= MOST_HOLDS:
        raise TooManyHolds
    plan, price = demand_plan(service_id, duration)
    demand_free(plan, duration, starts_at, without=before.id if before else None)
    if before is not None:
        _forget(before)
    hold = _keep(plan, customer_id, starts_at, duration, price)
    if before is not None:
        offer_freed_time(plan.seller_id)
    mark_stale(plan.seller_id)
    return hold


def release_hold(hold_id: UUID, customer_id: UUID) -> None:
    """Nothing happens where it is gone already."""
    hold = find_hold(hold_id, customer_id)
    if hold is None:
        return
    if hold.wait_id is not None:
        leave_waiting_list(hold.wait_id, customer_id)
        return
    hold_calendars(hold.seller_id, customer_id)
    _forget(hold)
    offer_freed_time(hold.seller_id)
    mark_stale(hold.seller_id)


def hold_on(service_id: UUID, customer_id: UUID) -> Hold | None:
    """What they have chosen, else what they are offered."""
    theirs = [hold for hold in open_holds(customer_id) if hold.service_id == service_id]
    return min(theirs, key=lambda hold: hold.wait_id is not None, default=None)


def open_holds(customer_id: UUID) -> Sequence[Hold]:
    """What is offered to them on a waiting list, too. What ends first comes first."""
    return [hold for hold in _all_holds(customer_id) if _is_open(hold)]


def find_hold(hold_id: UUID, customer_id: UUID) -> Hold | None:
    return db.session.scalar(FOUND, {"key": hold_id, "customer_id": customer_id})


def take_hold(hold_id: UUID) -> bool:
    """Its row goes, its claim stays; whether it was there still."""
    return db.session.scalar(DROPPED, {"key": hold_id}) is not None


def demand_plan(service_id: UUID, duration: int) -> tuple[Plan, Decimal]:
    """And what it costs for so long."""
    plan = plan_of(service_id)
    price = plan.price_of(duration) if plan else None
    if plan is None or price is None:
        raise NotOffered
    return plan, price


def demand_free(plan: Plan, duration: int, starts_at: datetime, *, without: UUID | None = None) -> None:
    """Asked under the lock of the seller's calendar."""
    if is_offered(plan, duration, starts_at, without=without):
        return
    begins = starts_at - timedelta(minutes=plan.before)
    until = starts_at + timedelta(minutes=duration + plan.after)
    raise TimeTaken if what_is_taken(plan.seller_id, begins, until, without=without) else NotOffered


def _all_holds(customer_id: UUID) -> Sequence[Hold]:
    """Also those that have run out."""
    return db.session.scalars(THEIRS, {"customer_id": customer_id}).all()


def _is_open(hold: Hold) -> bool:
    return hold.expires_at > now()


def _forget(hold: Hold) -> None:
    take_hold(hold.id)
    release(hold.id)


def _keep(plan: Plan, customer_id: UUID, starts_at: datetime, duration: int, price: Decimal) -> Hold:
    hold = Hold(
        id=new_id(),
        service_id=plan.service_id,
        seller_id=plan.seller_id,
        customer_id=customer_id,
        scheduled_at=starts_at,
        duration=duration,
        total_amount=price,
        expires_at=now() + HOLD,
    )
    claim(
        plan.seller_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=duration),
        before=plan.before,
        after=plan.after,
        kind="hold",
        subject_id=hold.id,
        service_id=plan.service_id,
        expires_at=hold.expires_at,
    )
    db.session.add(hold)
    db.session.flush()
    return hold
