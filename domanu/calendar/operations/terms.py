"""By which terms a service is booked by time, and that it is at all."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from domanu.core.db import db
from domanu.core.events import emit
from domanu.core.money import read_amount
from domanu.core.time import is_time_zone
from domanu.marketplaces.access import demand
from domanu.services.access import own_service
from domanu.services.models import MOST_PRICE

from ..errors import BadTerms, TermsChanged
from ..hours import read_week, write_week
from ..models import AppointmentTerms
from .calendars import ensure_calendar
from .openings import expect_opening

MOST_DURATIONS = 6
BOUNDS = {
    "duration": (5, 1440, "A booking lasts from 5 minutes to 24 hours."),
    "step_minutes": (5, 1440, "Times begin every 5 minutes at the most often, every 24 hours at the least."),
    "before_minutes": (0, 720, "Before a booking up to 12 hours can be kept free."),
    "after_minutes": (0, 720, "After a booking up to 12 hours can be kept free."),
    "notice_minutes": (0, 43_200, "You can ask for up to 30 days of notice."),
    "horizon_days": (1, 366, "People can book from 1 to 366 days ahead."),
    "most_per_day": (1, 100, "From 1 to 100 bookings a day, or any number."),
    "offer_minutes": (10, 2_880, "A freed time is offered for 10 minutes to 2 days."),
}
CHANGEABLE = frozenset({*BOUNDS, "other_durations", "availability", "time_zone", "place", "on_request"})


def terms_of(service_id: UUID) -> AppointmentTerms | None:
    query = select(AppointmentTerms).where(AppointmentTerms.service_id == service_id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def set_terms(service_id: UUID, actor_id: UUID, *, seen: int | None, **terms: Any) -> None:
    """`seen` is the edition that the change was made to, None where there were no terms yet: if there is a newer one,
    nothing is overwritten. What is not named stays as it is."""
    service = own_service(service_id, actor_id)
    demand(terms.keys() <= CHANGEABLE)
    values = _checked(terms)
    _demand_different(values, service_id)
    ensure_calendar(service.seller_id)
    if seen is None:
        _begin(service_id, service.seller_id, values)
    else:
        _change(service_id, seen, values)
    expect_opening(service_id)
    emit("terms.changed", actor_id=actor_id, service_id=service_id, fields=sorted(terms))


def remove_terms(service_id: UUID, actor_id: UUID) -> None:
    """Nobody books it by time any longer; whatever is booked stands."""
    own_service(service_id, actor_id)
    gone = delete(AppointmentTerms).where(AppointmentTerms.service_id == service_id)
    if db.session.execute(gone.returning(AppointmentTerms.service_id)).first():
        emit("terms.removed", actor_id=actor_id, service_id=service_id)


def _begin(service_id: UUID, seller_id: UUID, values: dict[str, Any]) -> None:
    if "duration" not in values:
        raise BadTerms("Say how long it takes.")
    keys = {"service_id": service_id, "seller_id": seller_id}
    made = insert(AppointmentTerms).values(keys | values).on_conflict_do_nothing()
    if db.session.execute(made.returning(AppointmentTerms.service_id)).first() is None:
        raise TermsChanged


def _change(service_id: UUID, seen: int, values: dict[str, Any]) -> None:
    mine = (AppointmentTerms.service_id == service_id, AppointmentTerms.edition == seen)
    changed = update(AppointmentTerms).where(*mine).values(edition=AppointmentTerms.edition + 1, **values)
    changed = changed.returning(AppointmentTerms.service_id).execution_options(synchronize_session=False)
    if db.session.execute(changed).first() is None:
        raise TermsChanged


def _checked(terms: dict[str, Any]) -> dict[str, Any]:
    for name, (least, most, sentence) in BOUNDS.items():
        number = terms.get(name, least)
        if not (isinstance(number, int) and least <= number <= most) and not (
            name == "most_per_day" and number is None
        ):
            raise BadTerms(sentence)
    values = dict(terms)
    if terms.get("availability") is not None:
        values["availability"] = write_week(read_week(terms["availability"]))
    if terms.get("time_zone") is not None and not is_time_zone(str(terms["time_zone"])):
        raise BadTerms("Choose a time zone from the list.")
    if "other_durations" in terms:
        values["other_durations"] = _durations(terms["other_durations"])
    return values


def _demand_different(values: dict[str, Any], service_id: UUID) -> None:
    """Also from what stays as it is."""
    named = values.keys() & {"duration", "other_durations"}
    kept = terms_of(service_id) if len(named) == 1 else None
    usual = values.get("duration", kept.duration if kept else None)
    others = values.get("other_durations", kept.other_durations if kept else [])
    lengths = sorted([usual or 0, *map(_minutes, others)])
    for one, following in pairwise(lengths):
        if one == following:
            raise BadTerms(f"{one} minutes stand there twice.")


def _durations(others: Any) -> list[dict[str, Any]]:
    """The shortest first."""
    least, most, sentence = BOUNDS["duration"]
    if len(others) > MOST_DURATIONS:
        raise BadTerms(f"Besides the usual length there is room for {MOST_DURATIONS} others.")
    for each in others:
        minutes = each["minutes"]
        if not (isinstance(minutes, int) and least <= minutes <= most):
            raise BadTerms(sentence)
    return sorted(({"minutes": each["minutes"], "price": _price(each["price"])} for each in others), key=_minutes)


def _minutes(duration: dict[str, Any]) -> int:
    return int(duration["minutes"])


def _price(given: object) -> str:
    amount = read_amount(str(given))
    if amount is None or not 0 <= amount <= MOST_PRICE:
        raise BadTerms("Type a price such as 40 or 12.50. If it is free, type 0.")
    return str(amount.quantize(Decimal("0.01")))
