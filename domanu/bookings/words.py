"""A booking in words, said to one of the two whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from domanu.core.money import part_of, tell_money
from domanu.core.time import tell_when
from domanu.services.terms import Term

from .models import Booking
from .operations.reading import Row
from .terms import NOTHING

ENDED = {"declined": "Declined", "withdrawn": "Withdrawn", "expired": "Not answered"}


class Told(NamedTuple):
    badge: str
    mood: str
    sentence: str


class Eyes(NamedTuple):
    """Whoever reads it, and when."""

    part: str
    """customer or seller"""
    other: str
    """The first name of the other one."""
    zone: str
    at: datetime

    def name(self, part: str) -> str:
        return "you" if part == self.part else self.other


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


def told_price(booking: Booking) -> str:
    return tell_money(booking.total_amount, booking.currency) if booking.total_amount else "Free"


def told_terms(booking: Booking, eyes: Eyes) -> list[Term]:
    """What cancelling costs from now on; nothing once it cannot be cancelled any longer."""
    if booking.status not in {"pending", "confirmed"} or booking.scheduled_at <= eyes.at:
        return []
    if not booking.total_amount:
        return [Term("undo-2", "It is free,", f"so nothing is lost. Tell {eyes.other} all the same.")]
    is_open = booking.status == "pending" and eyes.part == "customer"
    before = [Term("undo-2", f"Before {eyes.other} answers:", _whole(booking, eyes))] if is_open else []
    return [*before, *_of_customer(booking, eyes), _of_seller(booking, eyes)]


def told_fee(booking: Booking, fee: Decimal, eyes: Eyes) -> str:
    """Who gets what, before the button is pressed, and ever after."""
    if not booking.total_amount:
        return "It is free, so nothing is owed."
    back, kept = tell_money(booking.total_amount - fee, booking.currency), tell_money(fee, booking.currency)
    seller, customer = eyes.name("seller"), eyes.name("customer")
    gets = "get" if customer == "you" else "gets"
    if not fee:
        return f"{_capital(customer)} {gets} all {back} back."
    if fee == booking.total_amount:
        return f"Nothing comes back. All {kept} goes to {seller}."
    return f"{_capital(customer)} {gets} {back} back. {kept} goes to {seller}."


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
    "missed": "{who} said that nobody else came",
    "not_missed": "{who} took that back",
}


def _pending(booking: Booking, eyes: Eyes) -> str:
    until = tell_when(booking.expires_at, eyes.zone) if booking.expires_at else ""
    if eyes.part == "customer":
        return f"{eyes.other} answers by {until}, else it ends. The time is kept for you."
    return f"Answer by {until}, else it ends by itself. The time is kept until then."


def _ended(booking: Booking, eyes: Eyes) -> str:
    seller, customer = _capital(eyes.name("seller")), _capital(eyes.name("customer"))
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


def _of_customer(booking: Booking, eyes: Eyes) -> list[Term]:
    whole, late = _whole(booking, eyes), part_of(booking.total_amount, booking.cancel_percent)
    you = eyes.part == "customer"
    if not late or booking.moved_by_seller:
        return [Term("undo-2", "Whenever you cancel:" if you else f"Whenever {eyes.other} cancels:", whole)]
    until, part = booking.scheduled_at - timedelta(hours=booking.cancel_hours), told_fee(booking, late, eyes)
    if until <= eyes.at:
        return [Term("hourglass", "If you cancel now:" if you else f"If {eyes.other} cancels now:", _small(part))]
    first = (
        f"Until {tell_when(until, eyes.zone)}:"
        if you
        else f"If {eyes.other} cancels until {tell_when(until, eyes.zone)}:"
    )
    return [Term("undo-2", first, whole), Term("hourglass", "After that:", _small(part))]


def _of_seller(booking: Booking, eyes: Eyes) -> Term:
    strong = "If you cancel," if eyes.part == "seller" else f"If {eyes.other} cancels,"
    return Term("shield-check", strong, f"at any time: {_whole(booking, eyes)}")


def _whole(booking: Booking, eyes: Eyes) -> str:
    return _small(told_fee(booking, NOTHING, eyes))


def _when(text: object, zone: str) -> str:
    return tell_when(datetime.fromisoformat(str(text)), zone) if text else ""


def _small(sentence: str) -> str:
    """Within another one; a name keeps its capital."""
    return sentence[0].lower() + sentence[1:] if sentence.startswith(("You ", "Nothing ", "It ")) else sentence


def _capital(name: str) -> str:
    return "You" if name == "you" else name
