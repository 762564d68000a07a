"""What becomes of a booking: confirmed or not, cancelled, and whether both came."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import update

from domanu.calendar.operations.claims import hold_calendars, release
from domanu.calendar.operations.openings import mark_stale
from domanu.core.db import db
from domanu.core.process import NotPossible
from domanu.core.time import now
from domanu.marketplaces.access import demand

from ..access import party_to
from ..errors import TooLate
from ..models import Booking
from ..process import PROCESS
from ..terms import MISSED_WITHIN, NOTHING, fee_for
from .telling import tell
from .waiting import offer_freed_time

CAME = ("confirmed", "completed")


def confirm_booking(key: UUID, actor_id: UUID) -> None:
    booking = _hold_request(key, actor_id, "seller")
    _advance(booking, "confirm", "seller")
    tell("confirmed", booking, actor_id)


def decline_booking(key: UUID, actor_id: UUID, reason: str = "") -> None:
    _end_request(_hold_request(key, actor_id, "seller"), "seller", actor_id, reason=reason)


def withdraw_booking(key: UUID, actor_id: UUID) -> None:
    _end_request(_hold_request(key, actor_id, "customer"), "customer", actor_id)


def cancel_booking(key: UUID, actor_id: UUID, reason: str = "") -> None:
    booking, part = hold_booking(key, actor_id)
    _cancel(booking, part, actor_id, reason)


def give_up(booking: Booking, actor_id: UUID) -> None:
    """By whoever closes their account, under the locks of both calendars. What is told of their own doings is emptied
    soon, so this is told as nobody's."""
    part = "customer" if booking.customer_id == actor_id else "seller"
    if booking.status == "pending":
        _end_request(booking, part, None)
    else:
        _cancel(booking, part, None, reason="")


def report_no_show(key: UUID, actor_id: UUID) -> None:
    """Each says it of the other, and the first word stands."""
    booking, part = party_to(key, actor_id)
    if not booking.scheduled_at <= now() <= booking.ends_at + MISSED_WITHIN:
        raise TooLate
    missing = _other(part)
    _note(Booking.id == key, Booking.status.in_(CAME), Booking.no_show.is_(None), no_show=missing)
    tell("missed", booking, actor_id, who=missing)


def take_back_no_show(key: UUID, actor_id: UUID) -> None:
    """One's own word."""
    booking, part = party_to(key, actor_id)
    missing = _other(part)
    _note(Booking.id == key, Booking.no_show == missing, no_show=None)
    tell("not_missed", booking, actor_id, who=missing)


def hold_booking(key: UUID, actor_id: UUID) -> tuple[Booking, str]:
    """Under the locks of both calendars, and read once more under them."""
    booking, _part = party_to(key, actor_id)
    hold_calendars(booking.seller_id, booking.customer_id)
    return party_to(key, actor_id)


def give_back(booking: Booking) -> None:
    """Its time is free for others; first for those who wait."""
    release(booking.id)
    offer_freed_time(booking.seller_id)
    mark_stale(booking.seller_id, booking.customer_id)


def _end_request(booking: Booking, part: str, actor_id: UUID | None, **details: str) -> None:
    name, ended_as = ("withdraw", "withdrawn") if part == "customer" else ("decline", "declined")
    _advance(booking, name, part, ended_as=ended_as, fee=NOTHING)
    give_back(booking)
    tell(ended_as, booking, actor_id, **details)


def _cancel(booking: Booking, part: str, actor_id: UUID | None, reason: str) -> None:
    instant = now()
    if booking.status == "confirmed" and booking.scheduled_at <= instant:
        raise TooLate
    fee = fee_for(booking, part, instant)
    _advance(booking, "cancel", part, ended_as=f"cancelled_by_{part}", fee=fee)
    give_back(booking)
    tell("cancelled", booking, actor_id, by=part, fee=str(fee), reason=reason)


def _hold_request(key: UUID, actor_id: UUID, part: str) -> Booking:
    """The clock may be late, but not what it does."""
    booking, playing = hold_booking(key, actor_id)
    demand(playing == part)
    if booking.expires_at is not None and booking.expires_at <= now():
        raise TooLate
    return booking


def _advance(booking: Booking, name: str, part: str, **changes: Any) -> None:
    PROCESS.advance(booking.id, name, {part}, edition=Booking.edition + 1, expires_at=None, **changes)


def _note(*guards: Any, no_show: str | None) -> None:
    noted = update(Booking).where(*guards).values(no_show=no_show, edition=Booking.edition + 1)
    if db.session.execute(noted.returning(Booking.id)).first() is None:
        raise NotPossible("no-show")


def _other(part: str) -> str:
    return "seller" if part == "customer" else "customer"
