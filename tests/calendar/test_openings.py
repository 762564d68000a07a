from __future__ import annotations

from uuid import UUID

from flask import Flask

from domanu.calendar.operations.free_times import next_free
from domanu.calendar.operations.openings import openings_of
from domanu.calendar.operations.plans import plan_of
from domanu.calendar.operations.refreshing import refresh_openings
from domanu.core.db import db
from domanu.core.time import now
from tests.support.hours import make_bookable


def test_it_works(app: Flask, calculus: UUID) -> None:
    make_bookable(calculus)
    assert openings_of([calculus]) == {}
    refresh_openings()
    db.session.commit()
    plan = plan_of(calculus)
    assert plan
    assert openings_of([calculus])[calculus] == (next_free(plan, 60, now()), "UTC")
