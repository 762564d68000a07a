"""What stands in somebody's calendar between two instants: what they sell, what they have booked, blocks and feeds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, Select, Uuid, and_, case, func, literal, null, or_, select, union_all

from domanu.calendar.models import LONGEST_CLAIM_DAYS, BusyFeed, BusyTime, TimeClaim
from domanu.core.db import db
from domanu.profiles.models import FULL_NAME, Profile
from domanu.services.models import Service

from ..models import Booking, Hold
from .reading import LONGEST, ends_at

LONGEST_CLAIM = timedelta(days=LONGEST_CLAIM_DAYS)
STANDING = ("pending", "confirmed", "completed")
NOTHING = literal("")
NO_KEY = null().cast(Uuid)
Parts = Select[*tuple[Any, ...]]


class Entry(NamedTuple):
    starts_at: datetime
    ends_at: datetime
    kind: str
    """`booked`, `asked` and `own` (what they have booked themselves) are bookings, `held` and `offered` (to the waiting
    list) are holds; `block`, and `busy` in a feed."""
    key: UUID
    name: str
    """Of the other person, of the block, or of the feed."""
    service: str
    service_id: UUID | None
    until: datetime | None
    """When it is free again, if nothing happens."""


def entries_between(user_id: UUID, start: datetime, end: datetime, at: datetime) -> list[Entry]:
    """In their order. What is held no longer at this instant is left out."""
    parts = (_bookings(user_id, start, end), _claims(user_id, start, end, at), _busy(user_id, start, end))
    return sorted((Entry(*row) for row in db.session.execute(union_all(*parts))), key=lambda entry: entry[:4])


def _bookings(user_id: UUID, start: datetime, end: datetime) -> Parts:
    """Also those whose time the customer has not claimed."""
    is_own = Booking.customer_id == user_id
    kind = case((is_own, "own"), (Booking.status == "pending", "asked"), else_="booked")
    name = case((Booking.booked_for != "", case((is_own, FULL_NAME), else_=Booking.booked_for)), else_=FULL_NAME)
    return (
        select(
            Booking.scheduled_at,
            ends_at().label("ends_at"),
            kind,
            Booking.id,
            name,
            Booking.service_name,
            Booking.service_id,
            Booking.expires_at,
        )
        .join(Profile, Profile.user_id == case((is_own, Booking.seller_id), else_=Booking.customer_id))
        .where(
            or_(Booking.seller_id == user_id, is_own),
            Booking.status.in_(STANDING),
            Booking.scheduled_at.between(start - LONGEST, end),
            Booking.scheduled_at < end,
            ends_at() > start,
        )
    )


def _claims(user_id: UUID, start: datetime, end: datetime, at: datetime) -> Parts:
    kind = case((TimeClaim.kind == "block", "block"), (Hold.wait_id.is_not(None), "offered"), else_="held")
    return (
        select(
            TimeClaim.starts_at,
            TimeClaim.ends_at,
            kind,
            TimeClaim.id,
            TimeClaim.label,
            func.coalesce(Service.name, ""),
            TimeClaim.service_id,
            TimeClaim.expires_at,
        )
        .outerjoin(Hold, Hold.id == TimeClaim.subject_id)
        .outerjoin(Service, Service.id == TimeClaim.service_id)
        .where(
            TimeClaim.resource_id == user_id,
            TimeClaim.released_at.is_(None),
            or_(TimeClaim.kind == "block", and_(TimeClaim.kind == "hold", TimeClaim.expires_at > at)),
            func.lower(TimeClaim.during).between(start - LONGEST_CLAIM, end),
            TimeClaim.starts_at < end,
            TimeClaim.ends_at > start,
        )
    )


def _busy(user_id: UUID, start: datetime, end: datetime) -> Parts:
    return (
        select(
            BusyTime.starts_at,
            BusyTime.ends_at,
            literal("busy"),
            BusyTime.id,
            BusyFeed.name,
            NOTHING,
            NO_KEY,
            null().cast(DateTime(timezone=True)),
        )
        .join(BusyFeed, BusyFeed.id == BusyTime.feed_id)
        .where(
            BusyTime.user_id == user_id,
            BusyTime.starts_at.between(start - LONGEST_CLAIM, end),
            BusyTime.starts_at < end,
            BusyTime.ends_at > start,
        )
    )
