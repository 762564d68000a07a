"""Secret addresses at which calendar programs read what somebody sells, or has booked."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import aliased

from domanu.auth.models import User
from domanu.calendar.models import TimeClaim
from domanu.config import settings
from domanu.core.db import db, new_id
from domanu.core.events import Event, emit
from domanu.core.refusals import Hidden
from domanu.core.time import now
from domanu.core.tokens import derived_token, digest
from domanu.profiles.models import Profile

from ..ics import Entry, booking_entry, feed, uid_of
from ..models import Booking, CalendarLink

PURPOSE = "calendar-link"
PARTS = ("customer", "seller")
BACK, AHEAD = timedelta(days=90), timedelta(days=366)
MOST = 2000
"""Entries of one feed: the next ones, where there are more."""


class Whose(NamedTuple):
    user_id: UUID
    part: str


def link_of(user_id: UUID, part: str) -> str | None:
    """None until somebody has asked for one."""
    mine = (CalendarLink.user_id == user_id, CalendarLink.part == part)
    key = db.session.scalar(select(CalendarLink.id).where(*mine))
    return _address(key) if key else None


def renew_link(user_id: UUID, part: str) -> str:
    """A new one. The old one, if there was any, is gone as if it had never been."""
    remove_link(user_id, part)
    key = new_id()
    db.session.add(CalendarLink(id=key, user_id=user_id, part=part, token=digest(derived_token(PURPOSE, key))))
    db.session.flush()
    emit("calendar_link.renewed", actor_id=user_id, part=part)
    return _address(key)


def remove_link(user_id: UUID, part: str) -> None:
    if part not in PARTS:
        raise Hidden
    db.session.execute(delete(CalendarLink).where(CalendarLink.user_id == user_id, CalendarLink.part == part))


def find_link(token: str) -> Whose:
    alive = (User.closed_at.is_(None), User.disabled_at.is_(None))
    found = select(CalendarLink.user_id, CalendarLink.part).join(User, User.id == CalendarLink.user_id)
    row = db.session.execute(found.where(CalendarLink.token == digest(token), *alive)).first()
    if row is None:
        raise Hidden
    return Whose(row.user_id, row.part)


def feed_of(whose: Whose) -> bytes:
    """Their bookings of the last 90 and the next 366 days; a seller's blocks, too."""
    entries = _bookings(whose)
    name = "What I have booked"
    if whose.part == "seller":
        entries += _blocks(whose.user_id)
        name = "What I sell"
    return feed(entries, f"{settings().site_name}: {name}")


def forget_links(event: Event) -> None:
    """Within `account.closing`."""
    db.session.execute(delete(CalendarLink).where(CalendarLink.user_id == event.actor_id))


def _bookings(whose: Whose) -> list[Entry]:
    mine, theirs = (Booking.seller_id, Booking.customer_id)
    if whose.part == "customer":
        mine, theirs = theirs, mine
    other = aliased(Profile)
    name = func.trim(other.first_name + " " + other.last_name)
    at = now()
    rows = db.session.execute(
        select(Booking, name)
        .join(other, other.user_id == theirs)
        .where(mine == whose.user_id, Booking.scheduled_at.between(at - BACK, at + AHEAD))
        .order_by(Booking.scheduled_at.desc(), Booking.id)
        .limit(MOST)
    )
    return [booking_entry(booking, whose.part, other_name) for booking, other_name in rows]


def _blocks(user_id: UUID) -> list[Entry]:
    at = now()
    theirs = (TimeClaim.resource_id == user_id, TimeClaim.kind == "block", TimeClaim.released_at.is_(None))
    soon = func.lower(TimeClaim.during).between(at - BACK, at + AHEAD)
    blocks = db.session.scalars(select(TimeClaim).where(*theirs, soon).order_by(TimeClaim.starts_at).limit(MOST))
    return [
        Entry(
            uid=uid_of("block", block.id),
            edition=0,
            starts_at=block.starts_at,
            ends_at=block.ends_at,
            status="CONFIRMED",
            summary=block.label or "Blocked",
            changed_at=block.created_at,
        )
        for block in blocks
    ]


def _address(key: UUID) -> str:
    """From the configured address, never from a request's Host."""
    return f"{settings().base_url}/c/{derived_token(PURPOSE, key)}.ics"
