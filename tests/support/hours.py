"""Services that can be booked by time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domanu.calendar.hours import DAYS
from domanu.calendar.operations.terms import set_terms, terms_of
from domanu.core.db import db
from domanu.services.models import Service

NINE_TO_FIVE = {day: [{"start": "09:00", "end": "17:00"}] for day in DAYS}
ALL_DAY = {day: [{"start": "00:00", "end": "24:00"}] for day in DAYS}


def make_bookable(service_id: UUID, **terms: Any) -> None:
    """Every day from nine to five in UTC, for an hour, without notice, whatever its seller's own hours are."""
    usual = {"duration": 60, "availability": NINE_TO_FIVE, "time_zone": "UTC", "notice_minutes": 0}
    seller_id, known = db.session.get_one(Service, service_id).seller_id, terms_of(service_id)
    set_terms(service_id, seller_id, seen=known.edition if known else None, **usual | terms)
    db.session.commit()
