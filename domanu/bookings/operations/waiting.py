"""The waiting list: joined where nothing is free, and whatever becomes free is offered to whoever is first in turn.

An offer is a hold that names its place in the line, so that the calendar itself sees to it that nobody else gets the
time. Each place gets one offer: whoever lets it pass has had their turn, and the next one gets it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from domanu.calendar.operations.claims import claim, hold_calendars, release
from domanu.calendar.operations.free_times import free_times, horizon_of
from domanu.calendar.operations.openings import mark_stale
from domanu.calendar.operations.plans import Plan, plan_of, plans_of
from domanu.calendar.zones import instant_at, local_day
from domanu.core.db import db, new_id
from domanu.core.events import Event, emit
from domanu.core.refusals import Hidden
from domanu.core.time import now
from domanu.services.models import Service

from ..access import bookable_service
from ..errors import NothingToWaitFor, NotOffered, TooManyPlaces
from ..models import Hold, Wait
from .turns import OPEN, Turn, turns_at

MOST_PLACES = 10
"""In the line of one seller. Each place gets an offer that keeps a time from everybody else, so whoever waits for each
day of the year would have all that is freed, one after the other."""
FreeTimes = dict[tuple[UUID, int], list[datetime]]
"""By service and duration."""


def join_waiting_list(service_id: UUID, customer_id: UUID, *, day: date | None, duration: int) -> UUID:
    """For one day in the zone of the place, or for any. Pressing twice joins once: the place that they have stays, for
    the duration that they want now."""
    bookable_service(service_id, customer_id)
    plan = _plan_with(service_id, duration)
    if day and day < local_day(now(), plan.zone):
        raise NotOffered
    hold_calendars(plan.seller_id)
    if _fitting(free_times(plan, duration, *_days_of(plan, day)), plan, day):
        raise NothingToWaitFor
    wait = _place_held(service_id, customer_id, day)
    if wait is None:
        _demand_room(plan.seller_id, customer_id)
        wait = _place_taken(plan, customer_id, day, duration)
    elif wait.status == "waiting":
        _change(wait.id, duration=duration)
    return wait.id


def leave_waiting_list(key: UUID, customer_id: UUID) -> None:
    """At will. Whatever was offered goes to the next one."""
    wait = db.session.scalar(select(Wait).where(Wait.id == key, Wait.customer_id == customer_id))
    if wait is None:
        raise Hidden
    hold_calendars(wait.seller_id)
    if _change(key, sources=OPEN, status="left"):
        _take_back(key)
        emit("waiting.left", actor_id=customer_id, **_facts(wait))
        offer_freed_time(wait.seller_id)
        mark_stale(wait.seller_id)


def offer_freed_time(seller_id: UUID) -> None:
    """In the transaction that frees it, under the lock of the seller's calendar. Its openings are stale then anyway."""
    instant = now()
    turns = turns_at(seller_id)
    for turn in turns:
        if turn.has_run_out(instant):
            _pass_on(turn, seller_id)
    waiting = [turn for turn in turns if turn.status == "waiting" and turn.can_book]
    plans = plans_of(_that_stay({turn.service_id for turn in waiting})) if waiting else {}
    free: FreeTimes = {}
    for turn in waiting:
        plan = plans.get(turn.service_id)
        if plan and (starts_at := _first_that_fits(turn, plan, free)):
            _offer(turn, plan, starts_at)
            free.clear()


def take_offer(wait_id: UUID) -> None:
    """They book what they were offered."""
    _change(wait_id, sources=OPEN, status="booked")


def offer_what_is_free(event: Event) -> None:
    """Within the events of the floors below that free somebody's time."""
    offer_time(event.data["seller_id"])


def offer_time(seller_id: str) -> None:
    """A job."""
    hold_calendars(UUID(seller_id))
    offer_freed_time(UUID(seller_id))
    mark_stale(UUID(seller_id))


def _that_stay(service_ids: set[UUID]) -> Sequence[UUID]:
    """Without those that somebody is deleting at this moment, who may be about to wait for this very calendar."""
    shared = select(Service.id).where(Service.id.in_(service_ids))
    return db.session.scalars(shared.with_for_update(read=True, key_share=True, skip_locked=True)).all()


def _plan_with(service_id: UUID, duration: int) -> Plan:
    plan = plan_of(service_id)
    if plan is None or plan.price_of(duration) is None:
        raise NotOffered
    return plan


def _days_of(plan: Plan, day: date | None) -> tuple[datetime, datetime]:
    """From when to when a time has to begin."""
    if day is None:
        return now(), horizon_of(plan, now())
    return instant_at(day, 0, plan.zone), instant_at(day + timedelta(days=1), 0, plan.zone)


def _fitting(times: list[datetime], plan: Plan, day: date | None) -> list[datetime]:
    start, end = _days_of(plan, day)
    return [time for time in times if start <= time < end]


def _place_held(service_id: UUID, customer_id: UUID, day: date | None) -> Wait | None:
    theirs = (Wait.service_id == service_id, Wait.customer_id == customer_id, Wait.status.in_(OPEN))
    return db.session.scalar(select(Wait).where(*theirs, Wait.day.is_not_distinct_from(day)))


def _demand_room(seller_id: UUID, customer_id: UUID) -> None:
    """Under the lock of the seller's calendar."""
    theirs = (Wait.seller_id == seller_id, Wait.customer_id == customer_id, Wait.status.in_(OPEN))
    if db.session.scalar(select(Wait.id).where(*theirs).offset(MOST_PLACES - 1).limit(1)) is not None:
        raise TooManyPlaces


def _place_taken(plan: Plan, customer_id: UUID, day: date | None, duration: int) -> Wait:
    """Its key is made under the lock, so that the keys follow the order in which people came."""
    wish = {"service_id": plan.service_id, "customer_id": customer_id, "day": day, "duration": duration}
    wait = Wait(id=new_id(), seller_id=plan.seller_id, status="waiting", **wish)
    db.session.add(wait)
    db.session.flush()
    emit("waiting.joined", actor_id=customer_id, **_facts(wait))
    return wait


def _change(key: UUID, sources: tuple[str, ...] = ("waiting",), **values: Any) -> bool:
    changed = update(Wait).where(Wait.id == key, Wait.status.in_(sources)).values(values)
    return db.session.scalar(changed.returning(Wait.id).execution_options(synchronize_session=False)) is not None


def _take_back(wait_id: UUID) -> None:
    for hold_id in db.session.scalars(delete(Hold).where(Hold.wait_id == wait_id).returning(Hold.id)):
        release(hold_id)


def _pass_on(turn: Turn, seller_id: UUID) -> None:
    _take_back(turn.id)
    if _change(turn.id, sources=("offered",), status="over"):
        facts = {"wait_id": turn.id, "customer_id": turn.customer_id, "service_id": turn.service_id}
        emit("waiting.passed", seller_id=seller_id, **facts)


def _first_that_fits(turn: Turn, plan: Plan, free: FreeTimes) -> datetime | None:
    """What is free of one service is asked for once, and again only after some of it was taken."""
    kind = (turn.service_id, turn.duration)
    if kind not in free:
        is_offered = plan.price_of(turn.duration) is not None
        free[kind] = free_times(plan, turn.duration, *_days_of(plan, None)) if is_offered else []
    return next(iter(_fitting(free[kind], plan, turn.day)), None)


def _offer(turn: Turn, plan: Plan, starts_at: datetime) -> None:
    """Until it is too late for the service, at the latest."""
    ends_at = starts_at + timedelta(minutes=turn.duration)
    expires_at = min(now() + timedelta(minutes=plan.offer_minutes), starts_at)
    hold = Hold(
        id=new_id(),
        service_id=turn.service_id,
        seller_id=plan.seller_id,
        customer_id=turn.customer_id,
        scheduled_at=starts_at,
        duration=turn.duration,
        total_amount=plan.price_of(turn.duration) or Decimal(),
        expires_at=expires_at,
        wait_id=turn.id,
    )
    claim(
        plan.seller_id,
        starts_at=starts_at,
        ends_at=ends_at,
        before=plan.before,
        after=plan.after,
        kind="hold",
        subject_id=hold.id,
        service_id=turn.service_id,
        expires_at=expires_at,
    )
    db.session.add(hold)
    _change(turn.id, status="offered")
    db.session.flush()
    facts = {"wait_id": turn.id, "customer_id": turn.customer_id, "service_id": turn.service_id}
    emit("waiting.offered", seller_id=plan.seller_id, hold_id=hold.id, **facts)


def _facts(wait: Wait) -> dict[str, Any]:
    whose = {"customer_id": wait.customer_id, "seller_id": wait.seller_id}
    return {"wait_id": wait.id, "service_id": wait.service_id, **whose}
