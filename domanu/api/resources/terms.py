"""How a service is booked by time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from domanu.calendar.errors import BadHours, BadTerms, TermsChanged
from domanu.calendar.models import AppointmentTerms
from domanu.calendar.operations.terms import MOST_DURATIONS, remove_terms, set_terms, terms_of
from domanu.core.refusals import Hidden
from domanu.marketplaces.errors import Archived
from domanu.services.access import visible_service

from ..endpoints import Caller, Reader, Resource
from ..errors import TermsThere, Unfit
from ..fields import Amount, Edited, Given, Line, Minutes, Zone
from ..hours import Hours

resource = Resource("terms", "Times of a service", "For how long it is booked, in which hours, and how far ahead.")
ALL = "/services/<uuid:key>/terms"
Place = Annotated[Line, StringConstraints(max_length=200)]


class OtherLength(Given):
    minutes: Minutes
    price: Amount


Others = Annotated[list[OtherLength], Field(max_length=MOST_DURATIONS)]


class TermsEdit(Given):
    """What is left out stays as it is."""

    duration: Minutes | None = Field(None, description="In minutes, at the price of the service.")
    other_durations: Others | None = Field(None, description="At prices of their own.")
    availability: Hours | None = Field(None, description="Hours of its own. null: your usual ones.")
    time_zone: Zone | None = Field(None, description="Of the place, if it is another than your calendar's.")
    place: Place | None = Field(None, description="Where it is, in words.")
    before_minutes: int | None = Field(None, description="What is kept free before each booking.")
    after_minutes: int | None = Field(None, description="And after it.")
    notice_minutes: int | None = Field(None, description="How long before the start it can be booked at the latest.")
    horizon_days: int | None = Field(None, description="How far ahead it can be booked.")
    most_per_day: int | None = Field(None, description="null: as many as fit.")
    step_minutes: int | None = Field(None, description="How often times begin.")
    on_request: bool | None = Field(None, description="Whether you answer first.")
    offer_minutes: int | None = Field(None, description="How long a freed time is offered to whoever waits.")


class NewTerms(TermsEdit):
    """What is left out is as usual."""

    duration: Minutes = Field(description="In minutes, at the price of the service.")


class Terms(Edited):
    duration: int
    other_durations: Sequence[OtherLength]
    availability: Hours | None
    time_zone: str | None
    place: str
    before_minutes: int
    after_minutes: int
    notice_minutes: int
    horizon_days: int
    most_per_day: int | None
    step_minutes: int
    on_request: bool
    offer_minutes: int


CAN_BE_NULL = frozenset({"availability", "time_zone", "most_per_day"})


@resource.get(ALL, scope="")
def show_terms(caller: Reader, key: UUID) -> Terms:
    """By which terms it is booked; 404 if it is not booked by time"""
    visible_service(key, caller.user_id)
    terms = terms_of(key)
    if terms is None:
        raise Hidden
    return _told(terms)


@resource.post(ALL, scope="sell", makes="/services/{key}/terms", refuses=[BadTerms, BadHours, TermsThere, Archived])
def set_the_terms(caller: Caller, key: UUID, body: NewTerms) -> Terms:
    """Let it be booked by time"""
    try:
        set_terms(key, caller.user_id, seen=None, **_values(body))
    except TermsChanged:
        raise TermsThere from None
    return show_terms(caller, key)


@resource.patch(ALL, scope="sell", refuses=[BadTerms, BadHours, TermsChanged, Archived])
def edit_terms(caller: Caller, key: UUID, body: TermsEdit, seen: int) -> Terms:
    """Change the terms. What is booked stays as it was agreed"""
    set_terms(key, caller.user_id, seen=seen, **_values(body))
    return show_terms(caller, key)


@resource.delete(ALL, scope="sell", refuses=[Archived])
def remove_the_terms(caller: Caller, key: UUID) -> None:
    """Let it be booked by time no longer. What is booked stands"""
    remove_terms(key, caller.user_id)


def _values(body: TermsEdit) -> dict[str, Any]:
    values = body.model_dump(exclude_unset=True)
    empty = [name for name, value in values.items() if value is None and name not in CAN_BE_NULL]
    if empty:
        raise Unfit(*((f"/{name}", "Leave it out, or say what it should be.") for name in empty))
    return values


def _told(terms: AppointmentTerms) -> Terms:
    names = (name for name in Terms.model_fields if name not in {"other_durations", "availability"})
    return Terms(
        **{name: getattr(terms, name) for name in names},
        other_durations=[OtherLength(**length) for length in terms.other_durations],
        availability=Hours.model_validate(terms.availability) if terms.availability is not None else None,
    )
