"""What either of the two can do with a booking at a moment."""

from __future__ import annotations

from datetime import datetime

from .models import Booking
from .process import PROCESS
from .terms import MISSED_WITHIN, free_until


def moves_of(booking: Booking, part: str, at: datetime) -> set[str]:
    """What the process allows, as far as it is not too late for it."""
    begun, is_late = booking.scheduled_at <= at, booking.expires_at is not None and booking.expires_at <= at
    moves = set() if is_late else set(PROCESS.allowed(booking.status, {part}))
    if begun:
        moves.discard("cancel")
    if booking.status in {"pending", "confirmed"} and not begun and not is_late and _may_move(booking, part, at):
        moves.add("move")
    return moves | _about_coming(booking, part, at)


def _may_move(booking: Booking, part: str, at: datetime) -> bool:
    return part == "seller" or at < free_until(booking)


def _about_coming(booking: Booking, part: str, at: datetime) -> set[str]:
    other = "seller" if part == "customer" else "customer"
    if booking.status not in {"confirmed", "completed"}:
        return set()
    if booking.no_show:
        return {"take_back"} if booking.no_show == other else set()
    return {"report"} if booking.scheduled_at <= at <= booking.ends_at + MISSED_WITHIN else set()
