"""What still waits: times that are asked for, held, or hoped for. The operations themselves do it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.bookings.operations.waiting import join_waiting_list
from domanu.calendar.operations.free_times import next_free
from domanu.calendar.zones import local_day

from .diaries import Diaries, instant_of
from .rolls import People
from .visits import FULL, FULL_DAY, HELD, REQUESTS, WAIT_FOR_IT


def ask_for_times(diaries: Diaries, people: People) -> None:
    for request in REQUESTS:
        hold_id = _hold(diaries, request.service, people[request.customer], request.days_ahead)
        if hold_id:
            book_time(hold_id, people[request.customer], notes=request.notes, anyway=True)
    for service, customer, days_ahead in HELD:
        _hold(diaries, service, people[customer], days_ahead)


def wait_for_times(diaries: Diaries, people: People) -> None:
    plan = diaries.plans[FULL]
    full = FULL_DAY[0]
    day = local_day(instant_of(full.when, full.weeks[0], plan.zone, diaries.at), plan.zone)
    for key in WAIT_FOR_IT:
        join_waiting_list(plan.service_id, people[key], day=day, duration=plan.minutes)


def _hold(diaries: Diaries, service: str, customer_id: UUID, days_ahead: int) -> UUID | None:
    plan = diaries.plans[service]
    start = next_free(plan, plan.minutes, diaries.at + timedelta(days=days_ahead))
    return hold_time(plan.service_id, customer_id, starts_at=start, duration=plan.minutes).id if start else None
