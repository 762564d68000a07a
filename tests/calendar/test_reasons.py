from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from domanu.calendar.models import BusyFeed, BusyTime
from domanu.calendar.operations.claims import claim
from domanu.calendar.operations.free_times import free_times
from domanu.calendar.operations.plans import plan_of
from domanu.calendar.operations.reasons import day_of_seller
from domanu.core.db import db, new_id
from tests.support.hours import make_bookable
from tests.support.people import Person

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
TUESDAY = AT + timedelta(hours=12)


def told(service: UUID, *, days: int = 1, at: datetime = AT) -> list[tuple[str | None, str | None, str]]:
    """Of a day, as it looks at that instant: each reason with its name and since when."""
    plan = plan_of(service)
    assert plan
    day = AT.date() + timedelta(days)
    steps = day_of_seller(plan, day, plan.minutes, at=at)
    start = datetime.combine(day, datetime.min.time(), UTC)
    free = [step.starts_at for step in steps if step.reason is None]
    assert free == free_times(plan, plan.minutes, start, start + timedelta(1), at=at)
    groups = groupby(steps, key=lambda step: (step.reason, step.detail))
    return [(*why, f"{next(iter(some)).starts_at:%H:%M}") for why, some in groups]


def take(seller: Person, hour: float, service: UUID | None, length: float = 1, **more: Any) -> None:
    starts_at = TUESDAY + timedelta(hours=hour)
    usual: dict[str, Any] = {"kind": "booking", "subject_id": new_id(), "service_id": service}
    claim(seller.id, starts_at=starts_at, ends_at=starts_at + timedelta(hours=length), **usual | more)


def test_hours(app: Flask, calculus: UUID) -> None:
    make_bookable(calculus)
    out = "outside_hours", None
    assert told(calculus) == [(*out, "00:00"), (None, None, "09:00"), (*out, "16:30")]


def test_notice_and_horizon(app: Flask, calculus: UUID) -> None:
    make_bookable(calculus, notice_minutes=22 * 60 + 15, horizon_days=2)
    assert ("notice", None, "09:00") in told(calculus)
    assert (None, None, "10:30") in told(calculus)
    assert ("horizon", None, "09:00") in told(calculus, days=3)
    assert (None, None, "09:00") in told(calculus, days=2)


def test_what_is_in_the_way(app: Flask, calculus: UUID, sell: Callable[..., UUID], seller: Person) -> None:
    make_bookable(calculus, step_minutes=60)
    piano = sell("Piano")
    feed = BusyFeed(user_id=seller.id, name="Work", address="https://example.org/work.ics")
    db.session.add(feed)
    db.session.flush()
    take(seller, 9, calculus)
    take(seller, 10, piano)
    take(seller, 11, piano, part="customer")
    take(seller, 12, calculus, kind="hold", expires_at=AT + timedelta(minutes=10))
    take(seller, 13, None, kind="block", subject_id=None, label="Dentist")
    take(seller, 14.5, piano, length=0.25, before=5)
    busy = TUESDAY + timedelta(hours=15, minutes=59)
    db.session.add(BusyTime(user_id=seller.id, feed_id=feed.id, starts_at=busy, ends_at=busy + timedelta(hours=1)))
    db.session.flush()
    assert told(calculus)[1:-1] == [
        ("booking", "Calculus", "09:00"),
        ("other_service", "Piano", "10:00"),
        ("own_booking", "Piano", "11:00"),
        ("hold", "Calculus", "12:00"),
        ("block", "Dentist", "13:00"),
        ("other_service", "Piano", "14:00"),
        ("busy_feed", "Work", "15:00"),
    ]
    assert (None, None, "12:00") in told(calculus, at=AT + timedelta(minutes=10))


def test_buffers(app: Flask, calculus: UUID, seller: Person) -> None:
    make_bookable(calculus, before_minutes=15, after_minutes=30, duration=30)
    take(seller, 12, calculus, before=15, after=30)
    assert told(calculus)[1:-1] == [
        (None, None, "09:00"),
        ("buffer", "Calculus", "11:00"),
        ("booking", "Calculus", "12:00"),
        ("buffer", "Calculus", "13:00"),
        (None, None, "14:00"),
    ]


@pytest.mark.parametrize("kind", ["booking", "hold"])
def test_as_many_as_there_may_be_a_day(app: Flask, calculus: UUID, seller: Person, kind: str) -> None:
    make_bookable(calculus, most_per_day=2, step_minutes=60)
    take(seller, 9, calculus)
    assert (None, None, "10:00") in told(calculus)
    more: dict[str, Any] = {"expires_at": AT + timedelta(minutes=10)} if kind == "hold" else {}
    take(seller, 16, calculus, kind=kind, **more)
    assert [why for why, *_ in told(calculus)] == ["outside_hours", "booking", "cap", kind, "outside_hours"][
        : 5 if kind == "booking" else None
    ]
    assert (None, None, "09:00") in told(calculus, days=2)
    assert (None, None, "09:00") in told(calculus, days=0, at=AT - timedelta(hours=9))
