from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from domanu.calendar.models import BusyFeed, BusyTime
from domanu.calendar.operations.calendars import calendar_of
from domanu.calendar.operations.claims import claim, release
from domanu.calendar.operations.free_times import free_times, free_times_of, is_offered, nearest_free, next_free
from domanu.calendar.operations.plans import Plan, plan_of, plans_of
from domanu.calendar.operations.taken import STATEMENT
from domanu.core.db import db, new_id
from tests.support.hours import make_bookable
from tests.support.people import Person
from tests.support.statements import noted_statements

AT = datetime(2027, 3, 1, 6, tzinfo=UTC)
MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
Sell = Callable[..., UUID]
MANY = """
INSERT INTO time_claims (id, resource_id, during, starts_at, ends_at, kind)
SELECT gen_random_uuid(), :seller, tstzrange(at, at + interval '1 hour'), at, at + interval '1 hour', 'block'
FROM generate_series(CAST(:start AS timestamptz), :start + interval '2000 hours', '1 hour') AS at
"""
NIGHTS: dict[str, Any] = {
    "availability": {"monday": [{"start": "22:00", "end": "24:00"}], "tuesday": [{"start": "00:00", "end": "02:00"}]}
}


def plan(service: UUID, **terms: Any) -> Plan:
    make_bookable(service, **{"step_minutes": 60} | terms)
    found = plan_of(service)
    assert found
    return found


def take(seller: Person, hour: float, length: float = 1, **more: Any) -> UUID:
    starts_at, key = MONDAY + hour * HOUR, new_id()
    usual: dict[str, Any] = {"kind": "booking", "subject_id": key} | more
    claim(seller.id, starts_at=starts_at, ends_at=starts_at + length * HOUR, **usual)
    return key


def hours(found: Sequence[datetime]) -> list[float]:
    return [(each - MONDAY) / HOUR for each in found]


def free(of: Plan, days: int = 1, **more: Any) -> list[float]:
    return hours(free_times(of, of.minutes, MONDAY, MONDAY + days * DAY, **{"at": AT} | more))


def test_it_works(app: Flask, calculus: UUID, seller: Person) -> None:
    of = plan(calculus)
    assert free(of) == [9, 10, 11, 12, 13, 14, 15, 16]
    key = take(seller, 10.5)
    assert free(of) == [9, 12, 13, 14, 15, 16]
    assert free(of, without=key) == [9, 10, 11, 12, 13, 14, 15, 16]
    release(key)
    assert len(free(of, days=3)) == 24


def test_other_lengths(app: Flask, calculus: UUID, seller: Person) -> None:
    of = plan(calculus, other_durations=[{"minutes": 180, "price": "90"}])
    take(seller, 13)
    assert hours(free_times(of, 180, MONDAY, MONDAY + DAY, at=AT)) == [9, 10, 14]
    assert is_offered(of, 180, MONDAY + 10 * HOUR, at=AT)
    assert not is_offered(of, 180, MONDAY + 11 * HOUR, at=AT)
    assert not is_offered(of, 90, MONDAY + 10 * HOUR, at=AT)


def test_buffers(app: Flask, calculus: UUID, seller: Person) -> None:
    """Those of others and one's own."""
    of = plan(calculus, before_minutes=30, after_minutes=15)
    take(seller, 12, before=15, after=45)
    assert free(of) == [9, 10, 15, 16]


def test_blocks_holds_and_what_stands_elsewhere(app: Flask, calculus: UUID, seller: Person) -> None:
    of = plan(calculus)
    take(seller, 9, kind="block", subject_id=None, label="Dentist")
    held = take(seller, 10, kind="hold", expires_at=AT + 10 * MINUTE)
    feed = BusyFeed(user_id=seller.id, name="Work", address="https://example.org/work.ics")
    db.session.add(feed)
    db.session.flush()
    for start, length in ((13, HOUR), (13.5, HOUR)):  # elsewhere things may well overlap
        starts_at = MONDAY + start * HOUR
        db.session.add(BusyTime(user_id=seller.id, feed_id=feed.id, starts_at=starts_at, ends_at=starts_at + length))
    db.session.flush()
    assert free(of) == [11, 12, 15, 16]
    assert free(of, without=held) == free(of, at=AT + 10 * MINUTE) == [10, 11, 12, 15, 16]


def test_what_has_begun_long_before(app: Flask, calculus: UUID, seller: Person) -> None:
    of = plan(calculus)
    take(seller, -6 * 24, 6 * 24 + 11, kind="block", subject_id=None)
    assert free(of) == [11, 12, 13, 14, 15, 16]


def test_notice_and_horizon(app: Flask, calculus: UUID) -> None:
    of = plan(calculus, notice_minutes=60, horizon_days=2)
    assert free(of, at=MONDAY + 12 * HOUR) == [13, 14, 15, 16]
    assert free(of, at=MONDAY + 12 * HOUR + MINUTE) == [14, 15, 16]
    assert {hour // 24 for hour in free(of, days=9, at=MONDAY)} == {0, 1, 2}
    assert free(of, at=MONDAY + 2 * DAY) == []


def test_the_most_a_day(app: Flask, calculus: UUID, sell: Sell, seller: Person) -> None:
    of = plan(calculus, most_per_day=2, time_zone="Asia/Tokyo")  # from nine there, which is midnight here
    key = take(seller, 1, service_id=calculus)
    take(seller, 2, service_id=sell("Piano"))
    take(seller, 20, service_id=calculus)  # tomorrow there
    take(seller, 4, service_id=calculus, part="customer")
    assert free(of, at=MONDAY - DAY) == [0, 3, 5, 6, 7]
    held = take(seller, 3, service_id=calculus, kind="hold", expires_at=AT)
    assert free(of, at=MONDAY - DAY) == []
    assert free(of, at=MONDAY - DAY, without=held) == [0, 3, 5, 6, 7]
    assert free(of, at=MONDAY - DAY, without=key) == [0, 1, 5, 6, 7]


def test_past_midnight(app: Flask, calculus: UUID, seller: Person) -> None:
    of = plan(calculus, duration=120, **NIGHTS)
    assert free(of, days=2) == [22, 23, 24]
    take(seller, 25)
    assert free(of, days=2) == [22, 23]
    assert free(of) == [22, 23]


def test_next(app: Flask, calculus: UUID, seller: Person) -> None:
    of = plan(calculus)
    assert next_free(of, 60, MONDAY + 10 * HOUR, at=AT) == MONDAY + 10 * HOUR
    assert next_free(of, 60, MONDAY + 10.5 * HOUR, at=AT) == MONDAY + 11 * HOUR
    for week in range(3):
        take(seller, week * 168, 168, kind="block", subject_id=None)
    assert next_free(of, 60, MONDAY, at=AT) == MONDAY + 21 * DAY + 9 * HOUR
    assert next_free(plan(calculus, horizon_days=20), 60, MONDAY, at=AT) is None
    assert next_free(of, 60, MONDAY + 61 * DAY, at=AT) is None


def test_nearest(app: Flask, calculus: UUID, seller: Person) -> None:
    at = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + 7 * DAY
    of = plan(calculus)

    def near(wanted: datetime, most: int = 4) -> list[float]:
        return [(each - at) / HOUR for each in nearest_free(of, 60, wanted, most)]

    starts_at = at + 12 * HOUR
    claim(seller.id, starts_at=starts_at, ends_at=starts_at + HOUR, kind="booking", subject_id=new_id())
    assert near(starts_at) == [10, 11, 13, 14]
    assert near(at + HOUR, 2) == [-8, 9]
    assert near(at + 400 * DAY, 1) == [(60 - 7) * 24 + 16]
    assert len(near(at, 9999)) > 400


def test_many_at_once(app: Flask, sell: Sell, seller: Person) -> None:
    keys = [sell(f"Lesson {number}") for number in range(3)]
    for number, key in enumerate(keys):
        plan(key, duration=60 * (number + 1), after_minutes=number, most_per_day=number or None)
    take(seller, 12, service_id=keys[1])
    plans = plans_of(keys)
    with noted_statements() as noted:
        found = free_times_of(plans.values(), MONDAY, MONDAY + DAY, at=AT)
    assert len(noted) == 1
    assert found == {key: free_times(of, of.minutes, MONDAY, MONDAY + DAY, at=AT) for key, of in plans.items()}
    assert [hours(found[key]) for key in keys] == [[9, 10, 11, 13, 14, 15, 16], [], [13, 14]]
    assert free_times_of([], MONDAY, MONDAY + DAY) == {}
    assert free_times_of(plans.values(), MONDAY, MONDAY) == {key: [] for key in keys}


def test_an_index_finds_what_is_taken(app: Flask, seller: Person) -> None:
    """The one of the beginnings, not the constraint's own, which takes ten times as long."""
    calendar_of(seller.id)
    db.session.execute(text(MANY), {"seller": seller.id, "start": MONDAY})
    db.session.execute(text("ANALYZE time_claims"))
    values = {"start": MONDAY, "end": MONDAY + DAY, "at": AT, "counted": [], "without": None, "sellers": [seller.id]}
    explained = text(f"EXPLAIN {STATEMENT.text}").bindparams(*STATEMENT._bindparams.values())
    lines = "\n".join(db.session.scalars(explained, values))
    assert "idx_time_claims_when" in lines
    assert "lower(during) >=" in lines.partition("Index Cond")[2].partition("\n")[0]


@pytest.mark.parametrize("days", [0, -1])
def test_no_period(app: Flask, calculus: UUID, days: int) -> None:
    of = plan(calculus)
    with noted_statements() as noted:
        assert free(of, days=days) == []
    assert noted == []
