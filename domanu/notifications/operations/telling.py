"""After what has happened: a notification, once, for each whom it concerns and who did not do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.dialects.postgresql import insert

from domanu.bookings.models import Booking, Hold
from domanu.bookings.operations.reading import booked_together
from domanu.bookings.operations.telling import is_told_with_others
from domanu.core import live
from domanu.core.db import db, new_id
from domanu.core.events import Event
from domanu.core.jobs import enqueue
from domanu.core.money import tell_price
from domanu.marketplaces.models import Marketplace, Membership
from domanu.services.models import Service

from ..models import Notification
from ..words import is_told
from .inbox import settle_booking
from .preferences import without_inbox

BATCH = 1000


def tell_of_booking(event: Event) -> None:
    bookings = [] if is_told_with_others(event) else booked_together(event)
    if not bookings:
        return
    booking = bookings[0]
    if event.actor_id:
        settle_booking(event.actor_id, booking.id)
    parts = {"seller": booking.seller_id, "customer": booking.customer_id}
    others = {"seller": booking.customer_id, "customer": booking.seller_id}
    for part, user_id in parts.items():
        is_theirs = event.actor_id == user_id or event.data.get("by") == part
        if not is_theirs and is_told(event.name, part):
            data = _of_booking(booking, event) | _of_series(bookings)
            data |= {"part": part, "person_id": str(others[part])}
            _add(event, [user_id], data)


def tell_of_wait(event: Event) -> None:
    """An offer that is gone meanwhile need not be told."""
    service = db.session.get(Service, UUID(event.data["service_id"]))
    hold_id = event.data.get("hold_id")
    hold = db.session.get(Hold, UUID(hold_id)) if hold_id else None
    if service is None or (event.name == "waiting.offered" and hold is None):
        return
    data = {"part": "customer", "service": service.name, "service_id": str(service.id)}
    if hold is not None:
        data |= {"at": hold.scheduled_at.isoformat(), "until": hold.expires_at.isoformat()}
    _add(event, [UUID(event.data["customer_id"])], data)


def tell_team(event: Event) -> None:
    """After `membership.asked`. Whoever asks again and again is told of once, until it is read."""
    market = _market(event)
    team = or_(Membership.role == "moderator", Membership.user_id == market.designer_id)
    here = (Membership.marketplace_id == market.id, Membership.status == "active", team)
    data = _of_market(market) | {"person_id": event.data["user_id"]}
    alike = (Notification.kind == event.name, Notification.read_at.is_(None), Notification.data == data)
    waits = exists().where(Notification.user_id == Membership.user_id, *alike)
    _add(event, db.session.scalars(select(Membership.user_id).where(*here, ~waits)), data)


def tell_of_membership(event: Event) -> None:
    """After `membership.begun`, if somebody let them in, `membership.declined`, and `membership.ended` by a ban."""
    told = {"membership.begun": ("admitted",), "membership.ended": ("banned",)}
    if event.name == "membership.declined" or event.data.get("reason") in told.get(event.name, ()):
        _add(event, [UUID(event.data["user_id"])], _of_market(_market(event)))


def tell_of_handover(event: Event) -> None:
    """After `handover.offered` to the heir, and after its answers to whoever offered it."""
    data = _of_market(_market(event)) | {"person_id": str(event.actor_id)}
    _add(event, [UUID(event.data["user_id"])], data)


def tell_of_rules(event: Event) -> None:
    """After `rules.changed`, to all members: a batch after the other."""
    tell_members(str(event.id), None)


def tell_members(event_id: str, after: str | None) -> None:
    event = db.session.get_one(Event, UUID(event_id))
    market = _market(event)
    old = Membership.rules_version < event.data["version"]
    here = (Membership.marketplace_id == market.id, Membership.status == "active", old)
    query = select(Membership.id, Membership.user_id).where(*here).order_by(Membership.id).limit(BATCH)
    rows = db.session.execute(query.where(Membership.id > UUID(after)) if after else query).all()
    _add(event, [row.user_id for row in rows if row.user_id != event.actor_id], _of_market(market))
    if len(rows) == BATCH:
        last = str(rows[-1].id)
        enqueue("notify_members", key=f"notify:{event_id}:{last}", event_id=event_id, after=last)


def _add(event: Event, user_ids: Iterable[UUID], data: Mapping[str, Any]) -> None:
    wanted = list(user_ids)
    quiet = without_inbox(wanted, event.name)
    rows = [
        {"id": new_id(), "user_id": user_id, "event_id": event.id, "kind": event.name, "data": dict(data)}
        for user_id in wanted
        if user_id not in quiet
    ]
    if rows:
        added = insert(Notification).values(rows).on_conflict_do_nothing().returning(Notification.user_id)
        live.tell(db.session.scalars(added).all())


def _of_booking(booking: Booking, event: Event) -> dict[str, str]:
    """As it stands now, but for what the event itself tells."""
    data = {"booking_id": str(booking.id), "service": booking.service_name, "place": booking.place}
    data |= {"at": event.data.get("to") or booking.scheduled_at.isoformat()}
    if event.data.get("was"):
        data["was"] = event.data["was"]
    if event.name == "booking.requested" and booking.expires_at:
        data["until"] = booking.expires_at.isoformat()
    if event.name == "booking.cancelled" and booking.fee:
        data["fee"] = tell_price(booking.fee, booking.currency)
    if event.name == "booking.moved" and booking.status == "pending" and event.data.get("by") == "customer":
        data["asks"] = "yes"
    return data | ({"in": event.data["in"]} if "in" in event.data else {})


def _of_series(bookings: Sequence[Booking]) -> dict[str, str]:
    """Where several were booked together."""
    last = bookings[-1].scheduled_at.isoformat()
    return {"times": str(len(bookings)), "last": last} if len(bookings) > 1 else {}


def _of_market(market: Marketplace) -> dict[str, str]:
    return {"title": market.title, "slug": market.slug}


def _market(event: Event) -> Marketplace:
    return db.session.get_one(Marketplace, UUID(event.data["marketplace_id"]))
