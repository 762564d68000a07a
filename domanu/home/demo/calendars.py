"""Their calendars: usual hours, days off, what they have blocked, and how their services are booked by time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range

from domanu.calendar.models import AppointmentTerms, AvailabilityException, Calendar, Opening, TimeClaim
from domanu.calendar.operations.plans import Plan, plans_of
from domanu.core.db import db
from domanu.services.models import Service

from .diaries import Diaries, Taken, day_of, instant_of
from .hours import BLOCKS, DAYS_OFF, HOURS, spans, weekdays, weekly
from .people import PEOPLE
from .rolls import People, insert_rows
from .terms import TERMS

ZONES = {person.key: person.time_zone for person in PEOPLE}


def load_calendars(services: Mapping[str, UUID], people: People, at: datetime) -> Diaries:
    insert_rows(Calendar, [_calendar(key, user_id) for key, user_id in people.items()])
    _set_terms(services, at)
    insert_rows(AvailabilityException, list(_days_off(people, at)))
    insert_rows(TimeClaim, list(_blocks(people, at)))
    plans = plans_of([services[name] for name in TERMS])
    return open_diaries({name: plans[services[name]] for name in TERMS}, people, at)


def open_diaries(plans: Mapping[str, Plan], people: People, at: datetime) -> Diaries:
    diaries = Diaries(at, plans)
    for block in _blocks(people, at):
        diaries.taken[block["resource_id"]].append(Taken(block["starts_at"], block["ends_at"]))
    return diaries


def _calendar(key: str, user_id: UUID) -> dict[str, Any]:
    return {"user_id": user_id, "time_zone": ZONES[key], "hours": weekly(HOURS.get(key, ""))}


def _set_terms(services: Mapping[str, UUID], at: datetime) -> None:
    sellers = {row.id: row.seller_id for row in db.session.execute(select(Service.id, Service.seller_id))}
    rows = [
        {"service_id": services[name], "seller_id": sellers[services[name]]} | terms.as_columns()
        for name, terms in TERMS.items()
    ]
    insert_rows(AppointmentTerms, rows)
    insert_rows(Opening, [{"service_id": services[name], "from_day": at.date(), "fresh_until": at} for name in TERMS])


def _days_off(people: People, at: datetime) -> Iterator[dict[str, Any]]:
    for off in DAYS_OFF:
        for number in weekdays(off.days):
            day = day_of(off.week, number, ZONES[off.seller], at)
            yield {"user_id": people[off.seller], "day": day, "hours": spans(off.hours), "note": off.note}


def _blocks(people: People, at: datetime) -> Iterator[dict[str, Any]]:
    for block in BLOCKS:
        times = block.when.split("-")
        day = times[0].partition(" ")[0]
        for week in block.weeks:
            start, end = (instant_of(f"{day} {time.split()[-1]}", week, ZONES[block.owner], at) for time in times)
            yield {
                "resource_id": people[block.owner],
                "starts_at": start,
                "ends_at": end,
                "during": Range(start, end),
                "kind": "block",
                "label": block.label,
            }
