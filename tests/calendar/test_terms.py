from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from domanu.calendar.errors import BadHours, BadTerms, TermsChanged
from domanu.calendar.hours import CLOSED, Span
from domanu.calendar.operations.plans import Duration, plan_of, plans_of
from domanu.calendar.operations.terms import remove_terms, set_terms, terms_of
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.errors import Archived
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.services.operations.services import update_service
from tests.support.people import Person
from tests.support.statements import noted_statements

HOURS = {"tuesday": [{"start": "18:00", "end": "24:00"}]}
DURATIONS = [{"minutes": 90, "price": "55"}, {"minutes": 30, "price": Decimal("25.50")}]


@pytest.fixture
def service(app: Flask, calculus: UUID, seller: Person) -> UUID:
    set_terms(calculus, seller.id, seen=None, duration=50)
    return calculus


def edition(service: UUID) -> int:
    terms = terms_of(service)
    assert terms
    return terms.edition


def test_it_works(app: Flask, calculus: UUID, seller: Person) -> None:
    assert plan_of(calculus) is None
    more = {"time_zone": "Asia/Kathmandu", "place": "In the library", "most_per_day": 3, "on_request": True}
    set_terms(calculus, seller.id, seen=None, duration=50, availability=HOURS, other_durations=DURATIONS, **more)
    plan = plan_of(calculus)
    assert plan
    assert plan.durations == (
        Duration(50, Decimal(40)),
        Duration(30, Decimal("25.50")),
        Duration(90, Decimal(55)),
    )
    assert plan.price_of(90) == 55
    assert plan.price_of(91) is None
    assert plan.week[1] == (Span(1080, 1440),)
    assert (plan.zone, plan.place, plan.most_per_day, plan.on_request) == tuple(more.values())
    assert (plan.notice, plan.horizon, plan.step, plan.before, plan.after, plan.offer_minutes) == (
        120,
        60,
        30,
        0,
        0,
        120,
    )


def test_what_is_not_named_stays(service: UUID, seller: Person) -> None:
    set_terms(service, seller.id, seen=1, place="In the library")
    set_terms(service, seller.id, seen=2, before_minutes=10)
    plan = plan_of(service)
    assert plan
    assert (plan.place, plan.before, plan.minutes) == ("In the library", 10, 50)
    assert (plan.zone, plan.week) == ("UTC", CLOSED)


def test_its_price_is_the_services(service: UUID, seller: Person) -> None:
    update_service(service, seller.id, seen=1, price=Decimal(45))
    plan = plan_of(service)
    assert plan
    assert plan.durations == (Duration(50, Decimal(45)),)


@pytest.mark.parametrize("seen", [None, 2, 0])
def test_nothing_newer_is_overwritten(service: UUID, seller: Person, seen: int | None) -> None:
    with pytest.raises(TermsChanged):
        set_terms(service, seller.id, seen=seen, duration=60)
    assert edition(service) == 1


def test_nothing_that_has_gone_is_changed(service: UUID, seller: Person) -> None:
    remove_terms(service, seller.id)
    remove_terms(service, seller.id)
    assert plan_of(service) is None
    with pytest.raises(TermsChanged):
        set_terms(service, seller.id, seen=1, duration=60)
    set_terms(service, seller.id, seen=None, duration=60)
    assert edition(service) == 1


@pytest.mark.parametrize(
    "terms",
    [
        {"duration": 4},
        {"duration": 1441},
        {"duration": None},
        {"duration": "50"},
        {"step_minutes": 0},
        {"before_minutes": -1},
        {"after_minutes": 721},
        {"notice_minutes": 43_201},
        {"horizon_days": 0},
        {"horizon_days": 367},
        {"most_per_day": 0},
        {"offer_minutes": 9},
        {"time_zone": "Europe/Nowhere"},
        {"other_durations": [{"minutes": 3, "price": "1"}]},
        {"other_durations": [{"minutes": 60, "price": "1"}, {"minutes": 60, "price": "2"}]},
        {"duration": 60, "other_durations": [{"minutes": 60, "price": "1"}]},
        {"other_durations": [{"minutes": 50, "price": "1"}]},
        {"other_durations": [{"minutes": 60, "price": "much"}]},
        {"other_durations": [{"minutes": 60, "price": "1000000"}]},
        {"other_durations": [{"minutes": 60 + number, "price": "1"} for number in range(7)]},
    ],
)
def test_no_terms(service: UUID, seller: Person, terms: dict[str, Any]) -> None:
    with pytest.raises(BadTerms):
        set_terms(service, seller.id, seen=1, **terms)


def test_no_length_stands_there_twice(service: UUID, seller: Person) -> None:
    set_terms(service, seller.id, seen=1, other_durations=DURATIONS)
    with pytest.raises(BadTerms, match="90 minutes stand there twice"):
        set_terms(service, seller.id, seen=2, duration=90)
    set_terms(service, seller.id, seen=2, duration=60)


def test_no_hours(service: UUID, seller: Person) -> None:
    with pytest.raises(BadHours):
        set_terms(service, seller.id, seen=1, availability={"monday": [{"start": "9", "end": "10"}]})
    set_terms(service, seller.id, seen=1, availability=None, most_per_day=None)


def test_it_says_how_long(app: Flask, calculus: UUID, seller: Person) -> None:
    with pytest.raises(BadTerms):
        set_terms(calculus, seller.id, seen=None, place="Here")


def test_nobody_else(service: UUID, seller: Person, bob: Person, dora: Person, market: str) -> None:
    join_marketplace(market, bob.id)
    for person in (bob, dora):
        with pytest.raises(Forbidden):
            set_terms(service, person.id, seen=1, duration=60)
        with pytest.raises(Forbidden):
            remove_terms(service, person.id)
    with pytest.raises(Hidden):
        set_terms(bob.id, bob.id, seen=1, duration=60)
    with pytest.raises(Forbidden):
        set_terms(service, seller.id, seen=1, seller_id=bob.id)


def test_not_in_a_closed_marketplace(service: UUID, seller: Person, dora: Person, market: str) -> None:
    archive_marketplace(market, dora.id)
    with pytest.raises(Archived):
        set_terms(service, seller.id, seen=1, duration=60)


def test_many_plans_in_one_statement(app: Flask, sell: Callable[..., UUID], seller: Person) -> None:
    keys = [sell(f"Lesson {number}") for number in range(3)]
    for key in keys[:2]:
        set_terms(key, seller.id, seen=None, duration=50)
    with noted_statements() as noted:
        assert plans_of(keys).keys() == set(keys[:2])
        assert plans_of([]) == {}
    assert len(noted) == 1
