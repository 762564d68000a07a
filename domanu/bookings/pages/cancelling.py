"""To cancel, with what it costs told before the button is pressed."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from domanu.auth.session import signed_in_only, the_user
from domanu.core.http import go, render
from domanu.core.money import read_amount
from domanu.core.process import NotPossible
from domanu.core.time import now

from ..costs import told_fee
from ..doable import moves_of
from ..errors import TooLate
from ..forms import CancelForm
from ..operations.moves import cancel_booking
from ..operations.reading import Shown, find_booking
from ..terms import NOTHING, fee_for, free_until
from .bookings import CHANGED, TOO_LATE
from .facing import eyes_of, shared

GROWN = "Meanwhile cancelling has begun to cost something. Read below what, and press again if you still want to."


def add_pages(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/bookings/<uuid:key>/cancellation", view_func=cancel, methods=["GET", "POST"])


@signed_in_only
def cancel(key: UUID) -> ResponseReturnValue:
    shown, form = find_booking(key, the_user().id), CancelForm()
    fee = fee_for(shown.booking, shown.part, now())
    if "cancel" not in moves_of(shown.booking, shown.part, now()):
        return go(url_for("bookings.show", key=key), TOO_LATE, mood="bad")
    if form.validate_on_submit() and fee > (read_amount(form.fee.data or "") or NOTHING):
        form.form_errors.append(GROWN)
    elif form.validate_on_submit():
        return _cancel(key, form.reason.data or "")
    form.fee.data = str(fee)
    return _asked(shown, form, fee)


def _asked(shown: Shown, form: CancelForm, fee: Decimal) -> ResponseReturnValue:
    until = free_until(shown.booking) if shown.booking.total_amount and shown.part == "customer" and not fee else None
    told = {"fee": fee, "fee_words": told_fee(shown.booking, fee, eyes_of(shown)), "free_until": until, "form": form}
    return render("bookings/cancelling.html", None, 422 if form.is_submitted() else 200, **shared(shown), **told)


def _cancel(key: UUID, reason: str) -> ResponseReturnValue:
    here = url_for("bookings.show", key=key)
    try:
        cancel_booking(key, the_user().id, reason)
    except TooLate:
        return go(here, TOO_LATE, mood="bad")
    except NotPossible:
        return go(here, CHANGED, mood="bad")
    shown = find_booking(key, the_user().id)
    return go(here, f"Cancelled. {told_fee(shown.booking, shown.booking.fee or NOTHING, eyes_of(shown))}")
