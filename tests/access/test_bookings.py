"""A booking is its two people's affair: everybody else, the team and staff among them, gets what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update

from domanu.bookings.models import Booking
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.core.db import db
from domanu.core.time import now
from tests.access.alike import impression_of
from tests.access.places import ABSENT_KEY
from tests.access.table import CONFIRM, DECLARED, SIGN_IN, get
from tests.access.test_matrix import told
from tests.support.hours import make_bookable
from tests.support.town import ROLES, Place, Town
from tests.support.visits import Visits, undone

CUSTOMER, SELLER = "treasurer", "seller"
PLACES = ("private", "public")
THERE, DOCKET = "/bookings/…", "/services/…"


class Deals(NamedTuple):
    booked: UUID
    asked: UUID
    begun: UUID
    missed: UUID
    hold: UUID
    service: UUID
    free_at: datetime


class Case(NamedTuple):
    """An address with the key of one of the deals, and what each of the two gets there."""

    method: str
    path: str
    deal: str
    customer: int | str
    seller: int | str
    confirmed_only: bool = False


CASES = (
    Case("GET", "/bookings/{}", "booked", 200, 200),
    Case("GET", "/bookings/{}.ics", "booked", 200, 200),
    Case("GET", "/bookings/{}/cancellation", "booked", 200, 200),
    Case("POST", "/bookings/{}/cancellation", "booked", THERE, THERE),
    Case("GET", "/bookings/{}/move", "booked", 200, 200),
    Case("POST", "/bookings/{}/move", "booked", THERE, THERE),
    Case("POST", "/bookings/{}/confirmation", "asked", 403, THERE),
    Case("POST", "/bookings/{}/refusal", "asked", 403, THERE),
    Case("POST", "/bookings/{}/withdrawal", "asked", THERE, 403),
    Case("POST", "/bookings/{}/no-show", "begun", THERE, THERE),
    Case("POST", "/bookings/{}/no-show/removal", "missed", THERE, THERE),
    Case("POST", "/holds/{}/removal", "hold", DOCKET, 404, confirmed_only=True),
    Case("POST", "/holds/{}/booking", "hold", THERE, 404, confirmed_only=True),
    Case("GET", "/holds/{}/repetition", "hold", 200, 404, confirmed_only=True),
    Case("POST", "/holds/{}/repetition", "hold", 422, 404, confirmed_only=True),
)


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, town: Town) -> Place:
    return getattr(town, request.param)  # type: ignore[no-any-return]


@pytest.fixture
def deals(app: Flask, town: Town, place: Place) -> Iterator[Deals]:
    with undone():
        yield _make_deals(town, place)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.method} {case.path}")
def test_only_the_two(town: Town, visits: Visits, deals: Deals, case: Case) -> None:
    given = {role: _answer(visits, role, case, getattr(deals, case.deal), deals.free_at) for role in ROLES}
    expected = get(404) | get(SIGN_IN, "anonymous") | {CUSTOMER: case.customer, SELLER: case.seller}
    assert given == expected | (get(CONFIRM, "unconfirmed") if case.confirmed_only else {})


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.method} {case.path}")
def test_to_others_it_is_not_there(town: Town, visits: Visits, deals: Deals, case: Case) -> None:
    """Byte for byte."""
    key = getattr(deals, case.deal)
    for role in ("stranger", "member", "designer", "staff"):
        seen = []
        for each in (key, ABSENT_KEY):
            with undone():
                answer = visits.ask(role, case.method, case.path.format(each))
                seen.append(impression_of(answer, visits.session_after(role), [each]))
        assert seen[0] == seen[1], role


def test_who_may_hold_a_time(town: Town, visits: Visits, deals: Deals, place: Place) -> None:
    """The member has to agree to the rules first, for which the docket is the place."""
    path = f"/services/{deals.service}/holds"
    case = Case("POST", path, "service", DOCKET, 403)
    given = {role: _answer(visits, role, case, deals.service, deals.free_at) for role in ROLES}
    look = DECLARED["services.show"]["GET"][place is town.public]
    expected = {role: 403 if look[role] == 200 else look[role] for role in ROLES}
    members = get(DOCKET, "member", "treasurer", "moderator", "designer")
    assert given == expected | members | (_first_of_visitors() if place is town.public else {})


def _first_of_visitors() -> dict[str, int | str]:
    return get(SIGN_IN, "anonymous") | get(CONFIRM, "unconfirmed")


def _answer(visits: Visits, role: str, case: Case, key: UUID, free_at: datetime) -> int | str:
    form = {"start": free_at.isoformat(), "minutes": "60", "seen": "1", "fee": "1000"}
    with undone():
        return told(visits.ask(role, case.method, case.path.format(key), data=form if case.method == "POST" else None))


def _make_deals(town: Town, place: Place) -> Deals:
    ten = (now() + timedelta(days=20)).replace(hour=10, minute=0, second=0, microsecond=0)
    customer, service = town.people[CUSTOMER].id, place.service
    times = iter([ten + timedelta(days=day, hours=hour) for day in range(2) for hour in range(5)])

    def book() -> UUID:
        hold = hold_time(service, customer, starts_at=next(times), duration=60)
        return book_time(hold.id, customer)[0]

    make_bookable(service)
    booked, begun, missed = book(), book(), book()
    make_bookable(service, on_request=True)
    asked = book()
    make_bookable(service, on_request=False)
    past = now() - timedelta(minutes=10)
    db.session.execute(update(Booking).where(Booking.id.in_((begun, missed))).values(scheduled_at=past))
    hold = hold_time(service, customer, starts_at=next(times), duration=60)
    db.session.commit()
    return Deals(booked, asked, begun, missed, hold.id, service, next(times))
