"""What becomes of a calendar when an account closes, and what its owner gets to take along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select

from domanu.core.db import db
from domanu.core.events import Event

from ..models import AppointmentTerms, AvailabilityException, BusyFeed, Calendar, TimeClaim


def forget_calendar(event: Event) -> None:
    """Within `account.closing`, when nothing is booked any longer: all that hangs on it goes along."""
    db.session.execute(delete(Calendar).where(Calendar.user_id == event.actor_id))


def export_calendar(event: Event) -> dict[str, Any]:
    """Within `account.exported`. What is booked is told with the bookings."""
    who = event.actor_id
    part = {
        "hours": next(iter(_rows(_hours(who))), None),
        "booked_by_time": _rows(_terms(who)),
        "days_off": _rows(_days(who)),
        "blocked": _rows(_blocks(who)),
        "calendars_elsewhere": _rows(_feeds(who)),
    }
    return {"calendar": part}


def _rows(query: Select[*tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(query).mappings()]


def _hours(who: UUID | None) -> Select[*tuple[Any, ...]]:
    return select(Calendar.hours, Calendar.time_zone).where(Calendar.user_id == who)


def _terms(who: UUID | None) -> Select[*tuple[Any, ...]]:
    terms = AppointmentTerms
    columns = (
        terms.service_id,
        terms.duration,
        terms.other_durations,
        terms.availability,
        terms.time_zone,
        terms.place,
        terms.before_minutes,
        terms.after_minutes,
        terms.notice_minutes,
        terms.horizon_days,
        terms.most_per_day,
        terms.step_minutes,
        terms.on_request,
        terms.offer_minutes,
    )
    return select(*columns).where(terms.seller_id == who).order_by(terms.service_id)


def _days(who: UUID | None) -> Select[*tuple[Any, ...]]:
    aside = AvailabilityException
    columns = (aside.day, aside.service_id, aside.hours, aside.note)
    return select(*columns).where(aside.user_id == who).order_by(aside.day, aside.id)


def _blocks(who: UUID | None) -> Select[*tuple[Any, ...]]:
    of = TimeClaim
    theirs = (of.resource_id == who, of.kind == "block", of.released_at.is_(None))
    return select(of.starts_at, of.ends_at, of.label).where(*theirs).order_by(of.starts_at)


def _feeds(who: UUID | None) -> Select[*tuple[Any, ...]]:
    return select(BusyFeed.name, BusyFeed.address).where(BusyFeed.user_id == who).order_by(BusyFeed.id)
