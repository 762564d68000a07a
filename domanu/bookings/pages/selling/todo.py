"""What waits for an answer, in words; a row takes its own place when it is answered."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from domanu.calendar.zones import local_day
from domanu.core.money import tell_price
from domanu.core.time import now, tell_clock, tell_date
from domanu.profiles.models import Profile

from ...operations.due import Due


class Row(NamedTuple):
    key: UUID
    customer: Profile
    name: str
    service: str
    when: str
    price: str
    until: str
    notes: str


def told_request(due: Due, zone: str) -> Row:
    until = _until(due, zone)
    return _row(due, zone, until)


def told_over(due: Due, zone: str) -> Row:
    return _row(due, zone, "")


def _row(due: Due, zone: str, until: str) -> Row:
    return Row(
        due.key,
        due.customer,
        due.name,
        due.service,
        f"{tell_date(local_day(due.scheduled_at, zone))} at {tell_clock(due.scheduled_at, zone)}",
        tell_price(due.total_amount, due.currency),
        until,
        due.notes,
    )


def _until(due: Due, zone: str) -> str:
    """'today 20:00', 'Tuesday 24 November 09:00'."""
    if due.expires_at is None:
        return ""
    days = (local_day(due.expires_at, zone) - local_day(now(), zone)).days
    near = {0: "today", 1: "tomorrow"}
    day = near.get(days) or tell_date(local_day(due.expires_at, zone))
    return f"{day} {tell_clock(due.expires_at, zone)}"
