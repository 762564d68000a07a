"""What becomes of bookings when an account closes, and what its owner gets to take along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, or_, select, update

from domanu.calendar.operations.claims import hold_calendars, release
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.time import now
from domanu.services.models import Service

from ..models import Booking, Hold, Wait
from .moves import give_up
from .turns import OPEN

COMING = ("pending", "confirmed")


def hold_all(event: Event) -> None:
    """Within `account.closing`, before anything of theirs is deleted: their services, and then their calendar, together
    with those of whoever has booked with them, or they with."""
    user_id = event.actor_id
    if user_id is not None:
        services = select(Service.id).where(Service.seller_id == user_id).order_by(Service.id)
        db.session.execute(services.with_for_update()).all()
        _hold_partners(user_id)


def end_bookings(event: Event) -> None:
    """Within `account.closing`: each is ended as they would end it themselves. What has begun stays as it is."""
    user_id = event.actor_id
    if user_id is None:
        return
    _end_holds(user_id)
    for booking in _coming(user_id):
        give_up(booking, user_id)
    _forget_words(user_id)


def export_bookings(event: Event) -> dict[str, Any]:
    """Within `account.exported`."""
    names = """id customer_id seller_id service_id service_name status scheduled_at duration total_amount currency notes
        booked_for place time_zone cancel_hours cancel_percent ended_as fee no_show created_at"""
    columns = [getattr(Booking, name) for name in names.split()]
    theirs = or_(Booking.customer_id == event.actor_id, Booking.seller_id == event.actor_id)
    waits = select(Service.name.label("service"), Wait.day, Wait.duration, Wait.status, Wait.created_at)
    waits = waits.join(Service, Service.id == Wait.service_id).where(Wait.customer_id == event.actor_id)
    return {
        "bookings": _rows(select(*columns).where(theirs).order_by(Booking.id)),
        "waiting_lists": _rows(waits.order_by(Wait.id)),
    }


def _hold_partners(user_id: UUID) -> None:
    """Somebody may come to be one until they are held: then all is let go of, and held again."""
    partners = _partners(user_id)
    while True:
        attempt = db.session.begin_nested()
        hold_calendars(user_id, *partners)
        found = _partners(user_id)
        if found <= partners:
            attempt.commit()
            return
        attempt.rollback()
        partners |= found


def _partners(user_id: UUID) -> set[UUID]:
    held = select(Hold.seller_id).where(Hold.customer_id == user_id)
    with_them = select(Booking.customer_id).where(Booking.seller_id == user_id, Booking.status.in_(COMING))
    with_others = select(Booking.seller_id).where(Booking.customer_id == user_id, Booking.status.in_(COMING))
    return set(db.session.scalars(held.union(with_them, with_others)))


def _coming(user_id: UUID) -> list[Booking]:
    theirs = or_(Booking.customer_id == user_id, Booking.seller_id == user_id)
    coming = or_(Booking.status == "pending", (Booking.status == "confirmed") & (Booking.scheduled_at > now()))
    found = select(Booking).where(theirs, coming).order_by(Booking.scheduled_at)
    return list(db.session.scalars(found.execution_options(populate_existing=True)))


def _end_holds(user_id: UUID) -> None:
    """And their places on waiting lists, so that nothing that comes free afterwards is offered to them."""
    holds = delete(Hold).where(or_(Hold.customer_id == user_id, Hold.seller_id == user_id)).returning(Hold.id)
    for hold_id in db.session.scalars(holds.execution_options(synchronize_session=False)).all():
        release(hold_id)
    waits = update(Wait).where(or_(Wait.customer_id == user_id, Wait.seller_id == user_id), Wait.status.in_(OPEN))
    db.session.execute(waits.values(status="left").execution_options(synchronize_session=False))


def _forget_words(user_id: UUID) -> None:
    mine = update(Booking).where(Booking.customer_id == user_id, or_(Booking.notes != "", Booking.booked_for != ""))
    db.session.execute(mine.values(notes="", booked_for="").execution_options(synchronize_session=False))


def _rows(query: Select[*tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(query).mappings()]
