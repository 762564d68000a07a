"""A booking in words, said to one of the two whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from domanu.core.money import tell_money, tell_price
from domanu.core.time import tell_when

from .costs import told_fee
from .eyes import Eyes
from .models import Booking
from .operations.reading import Row
from .terms import NOTHING

ENDED = {"declined": "Declined", "withdrawn": "Withdrawn", "expired": "Not answered"}


class Told(NamedTuple):
    badge: str
    mood: str
    sentence: str


def badge_of(booking: Booking | Row, at: datetime) -> tuple[str, str]:
    """In a word or two, and in which mood."""
    if booking.status == "pending":
        return "Asked for", "due"
    if booking.status == "cancelled":
        return ENDED.get(booking.ended_as or "", "Cancelled"), "bad"
    if booking.no_show:
        return "No-show", "bad"
    if booking.status == "completed" or booking.ends_at <= at:
        return "Done", ""
    return ("Now", "good") if booking.scheduled_at <= at else ("Booked", "good")


def told_status(booking: Booking, eyes: Eyes) -> Told:
    return Told(*badge_of(booking, eyes.at), _sentence(booking, eyes))


def _sentence(booking: Booking, eyes: Eyes) -> str:
    if booking.status == "pending":
        return _pending(booking, eyes)
    if booking.status == "cancelled":
        return _ended(booking, eyes)
    if booking.no_show:
        return _no_show(booking.no_show, eyes)
    if booking.status == "completed" or booking.ends_at <= eyes.at:
        return "It took place."
    if booking.scheduled_at <= eyes.at:
        return "It has begun."
    moved = f" {eyes.other} moved it, so you may cancel it for nothing." if _may_still_go(booking, eyes) else ""
    return f"It is settled.{moved}"


def told_price(booking: Booking, times: int = 1) -> str:
    """'$40', or '$40 each, $200 in all'."""
    if times == 1 or not booking.total_amount:
        return tell_price(booking.total_amount, booking.currency)
    each, all_ = (tell_money(booking.total_amount * number, booking.currency) for number in (1, times))
    return f"{each} each, {all_} in all"


def told_change(what: str, details: Mapping[str, Any], who: str, zone: str) -> str:
    """'You asked for it', 'Jonah moved it from … to …', 'Nobody answered in time'."""
    if what == "moved":
        was, now = (_when(details.get(name), zone) for name in ("was", "to"))
        return f"{who} moved it" + (f" from {was}" if was else "") + (f" to {now}" if now else "")
    reason = details.get("reason")
    told = CHANGES.get(what, f"{{who}} {what}").format(who=who)
    return f"{told}: “{reason}”" if reason else told


CHANGES = {
    "requested": "{who} asked for it",
    "booked": "{who} booked it",
    "confirmed": "{who} confirmed it",
    "declined": "{who} declined",
    "withdrawn": "{who} withdrew it",
    "expired": "Nobody answered in time",
    "cancelled": "{who} cancelled it",
    "completed": "It took place",
    "missed": "{who} said that the other one did not come",
    "not_missed": "{who} took that back",
}


def _pending(booking: Booking, eyes: Eyes) -> str:
    until = tell_when(booking.expires_at, eyes.zone) if booking.expires_at else ""
    if eyes.part == "customer":
        return f"{eyes.other} answers by {until}, else it ends. The time is kept for you."
    return f"Answer by {until}, else it ends by itself. The time is kept until then."


def _ended(booking: Booking, eyes: Eyes) -> str:
    seller, customer = eyes.subject("seller"), eyes.subject("customer")
    fee = told_fee(booking, booking.fee or NOTHING, eyes)
    sentences = {
        "declined": f"{seller} declined.",
        "withdrawn": f"{customer} withdrew it.",
        "expired": "Nobody answered in time, so it ended."
        if eyes.part == "customer"
        else "You did not answer in time.",
        "cancelled_by_customer": f"{customer} cancelled it. {fee}",
        "cancelled_by_seller": f"{seller} cancelled it. {fee}",
    }
    return sentences[booking.ended_as or "declined"]


def _no_show(missing: str, eyes: Eyes) -> str:
    if missing == eyes.part:
        return f"{eyes.other} says that you did not come."
    return f"You said that {eyes.other} did not come."


def _may_still_go(booking: Booking, eyes: Eyes) -> bool:
    return booking.moved_by_seller and eyes.part == "customer"


def _when(text: object, zone: str) -> str:
    return tell_when(datetime.fromisoformat(str(text)), zone) if text else ""
