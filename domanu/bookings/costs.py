"""What cancelling a booking costs, said to one of the two whose it is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from domanu.core.money import part_of, tell_money
from domanu.core.time import tell_when
from domanu.marketplaces.words import ahead
from domanu.services.terms import Term

from .eyes import Eyes
from .models import Booking
from .terms import NOTHING


def told_terms(booking: Booking, eyes: Eyes) -> list[Term]:
    """What cancelling costs from now on; nothing once it cannot be cancelled any longer."""
    if booking.status not in {"pending", "confirmed"} or booking.scheduled_at <= eyes.at:
        return []
    if not booking.total_amount:
        return [Term("undo-2", "It is free,", f"so nothing is lost. Tell {eyes.other} all the same.")]
    return [*_before_the_answer(booking, eyes), *_of_customer(booking, eyes), _of_seller(booking, eyes)]


def told_terms_of_each(booking: Booking, eyes: Eyes) -> list[Term]:
    """The same to the customer of several that were booked together: how long ahead of each, not until when."""
    late = part_of(booking.total_amount, booking.cancel_percent)
    if not late:
        return told_terms(booking, eyes)
    first = ahead(booking.cancel_hours) if booking.cancel_hours else "before it begins"
    told = [
        Term("undo-2", f"If you cancel one of them {first}:", _whole(booking, eyes)),
        Term("hourglass", "Later than that:", _small(told_fee(booking, late, eyes))),
    ]
    return [*_before_the_answer(booking, eyes), *told, _of_seller(booking, eyes)]


def told_fee(booking: Booking, fee: Decimal, eyes: Eyes) -> str:
    """Who gets what, before the button is pressed, and ever after."""
    if not booking.total_amount:
        return "It is free, so nothing is owed."
    back, kept = tell_money(booking.total_amount - fee, booking.currency), tell_money(fee, booking.currency)
    seller, customer = eyes.name("seller"), eyes.subject("customer")
    gets = "get" if customer == "You" else "gets"
    if not fee:
        return f"{customer} {gets} all {back} back."
    if fee == booking.total_amount:
        return f"Nothing comes back. All {kept} goes to {seller}."
    return f"{customer} {gets} {back} back. {kept} goes to {seller}."


def _before_the_answer(booking: Booking, eyes: Eyes) -> list[Term]:
    is_open = booking.status == "pending" and eyes.part == "customer"
    return [Term("undo-2", f"Before {eyes.other} answers:", _whole(booking, eyes))] if is_open else []


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


def _small(sentence: str) -> str:
    """Within another one; a name keeps its capital."""
    return sentence[0].lower() + sentence[1:] if sentence.startswith(("You ", "Nothing ", "It ")) else sentence
