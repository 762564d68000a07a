from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import Flask

from domanu.calendar.operations.free_times import free_times, is_offered, nearest_free, next_free
from domanu.calendar.operations.plans import plan_of
from tests.support.hours import make_bookable

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def test_it_works(app: Flask, calculus: UUID) -> None:
    make_bookable(calculus)
    plan = plan_of(calculus)
    assert plan
    found = free_times(plan, 60, NOON, NOON + timedelta(days=1), at=NOON)
    assert [time.hour for time in found] == [12, 12, 13, 13, 14, 14, 15, 15, 16, 9, 9, 10, 10, 11, 11]
    assert next_free(plan, 60, NOON, at=NOON) == NOON
    assert is_offered(plan, 60, NOON, at=NOON)
    assert nearest_free(plan, 60, NOON)
