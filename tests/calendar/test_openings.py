from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from domanu.auth.operations.accounts import disable_user, enable_user
from domanu.calendar.models import Opening
from domanu.calendar.operations import refreshing
from domanu.calendar.operations.claims import claim
from domanu.calendar.operations.exceptions import set_days
from domanu.calendar.operations.free_times import next_free
from domanu.calendar.operations.openings import DAYS_KEPT, free_on, mark_stale, openings_of
from domanu.calendar.operations.plans import plan_of, plans_of
from domanu.calendar.operations.refreshing import refresh_openings
from domanu.calendar.operations.soonest import soonest_cards
from domanu.calendar.operations.terms import remove_terms, set_terms
from domanu.core.db import db, new_id
from domanu.core.time import now
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.services.models import Service
from domanu.services.operations.services import change_availability
from tests.support.hours import ALL_DAY, make_bookable
from tests.support.people import Person
from tests.support.statements import noted_statements

DAY = timedelta(days=1)
Sell = Callable[..., UUID]


@pytest.fixture
def service(app: Flask, calculus: UUID) -> UUID:
    """Its next free time is known."""
    make_bookable(calculus)
    refresh_openings()
    return calculus


def row(service: UUID) -> Any:
    return db.session.execute(select(Opening.__table__).where(Opening.service_id == service)).one()


def next_of(service: UUID) -> datetime | None:
    found = openings_of([service])
    return found[service].next_at if found else None


def expected(service: UUID) -> datetime | None:
    plan = plan_of(service)
    assert plan
    return next_free(plan, plan.minutes, now())


def is_due(service: UUID) -> bool:
    return bool(db.session.scalar(select(Opening.fresh_until <= func.clock_timestamp()).filter_by(service_id=service)))


def take(seller: Person, service: UUID, starts_at: datetime, length: timedelta, **more: Any) -> None:
    usual: dict[str, Any] = {"kind": "booking", "subject_id": new_id(), "service_id": service} | more
    claim(seller.id, starts_at=starts_at, ends_at=starts_at + length, **usual)
    mark_stale(seller.id)


def test_new_terms_are_looked_at(app: Flask, calculus: UUID) -> None:
    assert openings_of([calculus]) == openings_of([]) == {}
    make_bookable(calculus)
    assert openings_of([calculus]) == {}
    refresh_openings()
    assert openings_of([calculus])[calculus] == (expected(calculus), "UTC")
    assert not is_due(calculus)


def test_other_terms(service: UUID, seller: Person) -> None:
    set_terms(service, seller.id, seen=1, notice_minutes=3 * 24 * 60)
    refresh_openings()
    found = next_of(service)
    assert found
    assert found > now() + 3 * DAY
    assert found == expected(service)
    remove_terms(service, seller.id)
    assert openings_of([service]) == {}


def test_taken_time(service: UUID, seller: Person) -> None:
    before = next_of(service)
    assert before
    take(seller, service, before, timedelta(hours=1))
    assert is_due(service)
    assert next_of(service) == before  # until somebody has looked
    refresh_openings()
    after = next_of(service)
    assert after
    assert after > before
    assert after == expected(service)


def test_what_is_held_comes_back_by_itself(service: UUID, seller: Person) -> None:
    before = next_of(service)
    assert before
    expires_at = now() + timedelta(minutes=10)
    take(seller, service, before, timedelta(hours=1), kind="hold", expires_at=expires_at)
    refresh_openings()
    assert next_of(service) != before
    assert row(service).fresh_until - expires_at < timedelta(milliseconds=1)


def test_what_changes_meanwhile_has_its_turn_next(
    service: UUID, seller: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = next_of(service)

    def change_meanwhile(keys: list[UUID]) -> Any:
        found = plans_of(keys)
        mark_stale(seller.id)
        return found

    mark_stale(seller.id)
    monkeypatch.setattr(refreshing, "plans_of", change_meanwhile)
    seen = row(service)
    refresh_openings()
    assert row(service).next_at == seen.next_at == before
    assert is_due(service)
    monkeypatch.setattr(refreshing, "plans_of", plans_of)
    refresh_openings()
    assert not is_due(service)


def test_time_passes(service: UUID) -> None:
    found = row(service)
    assert found.next_at >= now()
    assert now() < found.fresh_until <= max(found.next_at, now()) + timedelta(seconds=1)
    db.session.execute(update(Opening).values(next_at=now() - timedelta(seconds=1)))
    assert openings_of([service]) == {}


def test_days(service: UUID, seller: Person) -> None:
    today = now().date()
    set_days(seller.id, today + 3 * DAY, today + 5 * DAY, ())
    refresh_openings()
    found = row(service)
    shown = [found.days >> number & 1 for number in range(DAYS_KEPT)]
    assert found.from_day == today
    assert shown[1:] == [1, 1, 0, 0, 0, *[1] * 55, 0, 0]  # its horizon are sixty days

    def is_free(day: Any) -> bool:
        return bool(db.session.scalar(select(Service.id).where(free_on(day))))

    assert [is_free(today + number * DAY) for number in (1, 2, 3, 5, 6, 60, 61, 62, 63, 400)] == [
        *(True, True, False, False, True, True),
        *(False,) * 4,
    ]
    assert not is_free(today - DAY)
    db.session.execute(update(Service).values(available=False))
    assert not is_free(today + DAY)


def test_nothing_free_for_long(service: UUID, seller: Person) -> None:
    """Then it is looked for beyond the days that are kept."""
    set_terms(service, seller.id, seen=1, horizon_days=366)
    set_days(seller.id, now().date(), now().date() + 99 * DAY, ())
    refresh_openings()
    assert row(service).days == 0
    found = next_of(service)
    assert found == expected(service)
    assert found
    assert found.date() == now().date() + 100 * DAY
    set_days(seller.id, now().date(), now().date() + 365 * DAY, ())
    set_days(seller.id, now().date() + 366 * DAY, now().date() + 370 * DAY, ())
    refresh_openings()
    assert row(service).next_at is None
    assert openings_of([service]) == {}


def test_what_rests_is_not_told(service: UUID, seller: Person) -> None:
    change_availability(service, seller.id, available=False)
    assert openings_of([service]) == {}
    assert soonest_cards(None, 5) == []
    refresh_openings()
    assert row(service).next_at is None
    assert not is_due(service)
    change_availability(service, seller.id, available=True)
    assert is_due(service)
    refresh_openings()
    assert next_of(service) == expected(service)


def test_whoever_is_away(service: UUID, seller: Person, stella: Person) -> None:
    disable_user(seller.id, stella.id)
    assert openings_of([service]) == {}
    refresh_openings()
    enable_user(seller.id, stella.id)
    refresh_openings()
    assert next_of(service) == expected(service)


def test_a_closed_marketplace(service: UUID, market: str, dora: Person) -> None:
    archive_marketplace(market, dora.id)
    assert openings_of([service]) == {}


def test_many_in_as_many_statements(app: Flask, sell: Sell) -> None:
    numbers = []
    for number in (1, 5):
        services = [sell(f"Lesson {number} {place}") for place in range(number)]
        for key in services:
            make_bookable(key)
        with noted_statements() as noted:
            refresh_openings()
        numbers.append(len(noted))
        assert len(openings_of(services)) == number
    assert numbers[0] == numbers[1]


def test_the_soonest_first(app: Flask, sell: Sell, seller: Person, bob: Person) -> None:
    """Whatever comes later than in two days is not soon."""
    later, late, early = sell("Later"), sell("Late"), sell("Early")
    make_bookable(later, notice_minutes=3 * 24 * 60)
    make_bookable(late, notice_minutes=25 * 60, availability=ALL_DAY)
    make_bookable(early, availability=ALL_DAY)
    refresh_openings()

    def names(who: Person | None, size: int = 5) -> list[str]:
        return [card.name for card, _next in soonest_cards(who.id if who else None, size)]

    assert names(bob) == names(None) == ["Early", "Late"]
    assert names(bob, 1) == ["Early"]
    assert names(seller) == []  # nobody books their own
