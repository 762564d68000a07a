"""A hold becomes a booking: at once, or a request that its seller answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domanu.calendar.errors import TimeTaken
from domanu.calendar.operations.claims import claim, hold_calendars, turn_into_booking, what_is_taken
from domanu.calendar.operations.openings import mark_stale
from domanu.calendar.operations.plans import Plan
from domanu.core.db import db, new_id
from domanu.core.time import now
from domanu.marketplaces.models import Marketplace
from domanu.services.models import Service

from ..access import demand_bookable, share_service
from ..errors import HoldGone, OwnTimeTaken
from ..models import Booking, Hold
from ..terms import ends_as_request
from .holds import demand_free, demand_plan, find_hold, take_hold
from .telling import tell
from .waiting import take_offer


def book_time(
    hold_id: UUID,
    customer_id: UUID,
    *,
    notes: str = "",
    booked_for: str = "",
    anyway: bool = False,
    also: Sequence[datetime] = (),
) -> list[UUID]:
    """`also` are further times, of which all are booked or none. Pressing twice books once: the same is answered."""
    hold = find_hold(hold_id, customer_id)
    if hold is None:
        return _booked_already(hold_id, customer_id)
    service = share_service(hold.service_id)
    hold_calendars(hold.seller_id, customer_id)
    key = new_id()
    buffers = turn_into_booking(hold_id, key)
    if buffers is None and find_hold(hold_id, customer_id) is None:
        return _booked_already(hold_id, customer_id)
    market = demand_bookable(service, customer_id).marketplace
    plan, price = demand_plan(hold.service_id, hold.duration)
    agreed = _agreed(service, market, plan) | {"customer_id": customer_id, "notes": notes, "booked_for": booked_for}
    first = Booking(**agreed, id=key, **_chosen(hold), series_id=key if also else None)
    if buffers is not None:
        first.before_minutes, first.after_minutes = buffers
    else:
        _demand_unchanged(hold, price)
        _claim(first, plan)
    bookings = [first, *(_book_also(first, plan, starts_at, **agreed) for starts_at in also)]
    if not booked_for:
        _claim_own_time(bookings, anyway=anyway)
    _end_hold(hold)
    _write(bookings)
    return [booking.id for booking in bookings]


def _booked_already(hold_id: UUID, customer_id: UUID) -> list[UUID]:
    mine = select(Booking.id, Booking.series_id).where(Booking.hold_id == hold_id, Booking.customer_id == customer_id)
    first = db.session.execute(mine).first()
    if first is None:
        raise HoldGone
    if first.series_id is None:
        return [first.id]
    series = select(Booking.id).where(Booking.series_id == first.series_id)
    return list(db.session.scalars(series.order_by(Booking.hold_id.is_(None), Booking.id)))


def _agreed(service: Service, market: Marketplace, plan: Plan) -> dict[str, Any]:
    """What stays as it is from now on."""
    return {
        "service_id": service.id,
        "seller_id": service.seller_id,
        "marketplace_id": market.id,
        "currency": market.currency,
        "service_name": service.name,
        "place": plan.place,
        "time_zone": plan.zone,
        "rules_version": market.rules_version,
        "cancel_hours": market.cancel_hours,
        "cancel_percent": market.cancel_percent,
        "on_request": plan.on_request,
        "before_minutes": plan.before,
        "after_minutes": plan.after,
    }


def _chosen(hold: Hold) -> dict[str, Any]:
    """At the price that they were told."""
    names = ("scheduled_at", "duration", "total_amount")
    return {"hold_id": hold.id} | {name: getattr(hold, name) for name in names}


def _demand_unchanged(hold: Hold, price: Decimal) -> None:
    """What has run out may be taken anew, unless it was offered in turn, or costs something else by now."""
    if hold.wait_id is not None or hold.total_amount != price:
        raise HoldGone


def _book_also(first: Booking, plan: Plan, starts_at: datetime, **agreed: Any) -> Booking:
    alike = {"duration": first.duration, "total_amount": first.total_amount, "series_id": first.id}
    booking = Booking(**agreed, **alike, id=new_id(), scheduled_at=starts_at)
    _claim(booking, plan)
    return booking


def _claim(booking: Booking, plan: Plan) -> None:
    demand_free(plan, booking.duration, booking.scheduled_at)
    claim(
        booking.seller_id,
        starts_at=booking.scheduled_at,
        ends_at=booking.ends_at,
        before=plan.before,
        after=plan.after,
        kind="booking",
        subject_id=booking.id,
        service_id=booking.service_id,
    )


def _claim_own_time(bookings: Sequence[Booking], *, anyway: bool) -> None:
    """As far as it is free, if they book anyway."""
    for booking in bookings:
        try:
            claim_for_customer(booking)
        except TimeTaken:
            if not anyway:
                taken = what_is_taken(booking.customer_id, booking.scheduled_at, booking.ends_at)
                raise OwnTimeTaken(taken) from None


def claim_for_customer(booking: Booking) -> None:
    claim(
        booking.customer_id,
        starts_at=booking.scheduled_at,
        ends_at=booking.ends_at,
        kind="booking",
        subject_id=booking.id,
        service_id=booking.service_id,
        part="customer",
    )


def _end_hold(hold: Hold) -> None:
    take_hold(hold.id)
    if hold.wait_id is not None:
        take_offer(hold.wait_id)


def _write(bookings: Sequence[Booking]) -> None:
    instant = now()
    for booking in bookings:
        booking.status = "pending" if booking.on_request else "confirmed"
        if booking.on_request:
            booking.expires_at = ends_as_request(instant, booking.scheduled_at, booking.ends_at)
    db.session.add_all(bookings)
    db.session.flush()
    for booking in bookings:
        tell("requested" if booking.on_request else "booked", booking, booking.customer_id)
    mark_stale(bookings[0].seller_id, bookings[0].customer_id)
