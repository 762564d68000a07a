"""Bookings as their two people read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.paging import Page, fetch_by_instant
from domanu.core.refusals import Hidden
from domanu.core.time import now
from domanu.marketplaces.access import READER, may_look
from domanu.marketplaces.models import Marketplace
from domanu.profiles.models import FULL_NAME, Profile
from domanu.services.models import Service

from ..models import Booking, BookingChange
from .telling import ASKED

SIZE = 24
LONGEST = timedelta(days=1)


class Shown(NamedTuple):
    booking: Booking
    part: str
    """customer or seller: which the reader plays in it."""
    other: Profile
    marketplace: Marketplace
    service_status: str
    can_look: bool
    """At what is sold there, still."""

    @property
    def can_see_service(self) -> bool:
        return self.can_look and self.service_status == "listed"


class Row(NamedTuple):
    id: UUID
    service_id: UUID
    service_name: str
    other_name: str
    other_username: str
    booked_for: str
    scheduled_at: datetime
    duration: int
    status: str
    ended_as: str | None
    no_show: str | None
    total_amount: Decimal
    currency: str
    place: str
    time_zone: str
    expires_at: datetime | None
    series_id: UUID | None
    cursor_at: datetime
    cursor: UUID

    @property
    def ends_at(self) -> datetime:
        return self.scheduled_at + timedelta(minutes=self.duration)


def find_booking(key: UUID, actor_id: UUID) -> Shown:
    """`Hidden` for whoever is neither of the two."""
    row = db.session.execute(_shown(), {"key": key, "reader": actor_id}).first()
    if row is None:
        raise Hidden
    part = "customer" if row[0].customer_id == actor_id else "seller"
    return Shown(row[0], part, row[2] if part == "customer" else row[1], *row[3:])


def own_bookings(user_id: UUID, part: str, which: str, after: str | None = None, size: int = SIZE) -> Page[Row]:
    """`upcoming` and `requests` begin with the next one, `past` with the last one."""
    statement = _rows(user_id, part).where(_which(which, now()))
    return fetch_by_instant(
        statement, Booking.scheduled_at, Booking.id, after=after, size=size, latest_first=which == "past", row=Row
    )


def booked_together(event: Event) -> Sequence[Booking]:
    """All that this event tells of: the one, or with the first of a series all of it, in order."""
    key = UUID(event.data["booking_id"])
    is_first = event.name in ASKED and event.data.get("series_id") == str(key)
    these = Booking.series_id == key if is_first else Booking.id == key
    return db.session.scalars(select(Booking).where(these).order_by(Booking.scheduled_at)).all()


def changes_of(key: UUID) -> Sequence[BookingChange]:
    """In their order."""
    query = select(BookingChange).where(BookingChange.booking_id == key).order_by(BookingChange.id)
    return db.session.scalars(query).all()


def ends_at() -> ColumnElement[datetime]:
    return Booking.scheduled_at + func.make_interval(0, 0, 0, 0, 0, Booking.duration)


@cache
def _shown() -> Select[*tuple[Any, ...]]:
    """With many tables, so it is built once."""
    customer, seller = aliased(Profile), aliased(Profile)
    return (
        select(Booking, customer, seller, Marketplace, Service.status, may_look(READER))
        .join(customer, customer.user_id == Booking.customer_id)
        .join(seller, seller.user_id == Booking.seller_id)
        .join(Marketplace, Marketplace.id == Booking.marketplace_id)
        .join(Service, Service.id == Booking.service_id)
        .where(Booking.id == bindparam("key"), or_(Booking.customer_id == READER, Booking.seller_id == READER))
        .execution_options(populate_existing=True)
    )


def _rows(user_id: UUID, part: str) -> Select[*tuple[Any, ...]]:
    own, other = (
        (Booking.customer_id, Booking.seller_id) if part == "customer" else (Booking.seller_id, Booking.customer_id)
    )
    names = """booked_for scheduled_at duration status ended_as no_show total_amount currency place time_zone expires_at
        series_id"""
    columns = [getattr(Booking, name) for name in names.split()]
    person = (FULL_NAME, Profile.username)
    return (
        select(Booking.id, Booking.service_id, Booking.service_name, *person, *columns)
        .join(Profile, Profile.user_id == other)
        .where(own == user_id)
    )


def _which(which: str, at: datetime) -> ColumnElement[bool]:
    """A request that nobody answers is past as soon as it has run out; what goes on is upcoming still."""
    waits = and_(Booking.status == "pending", Booking.expires_at > at)
    if which == "requests":
        return waits
    comes = and_(Booking.status == "confirmed", Booking.scheduled_at > at - LONGEST, ends_at() > at)
    return comes if which == "upcoming" else ~or_(waits, comes)
