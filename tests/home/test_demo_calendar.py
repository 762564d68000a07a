from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from domanu.bookings.models import Booking, Hold, Wait
from domanu.calendar.models import AppointmentTerms, TimeClaim
from domanu.calendar.operations.plans import Plan, plans_of
from domanu.core.db import db
from domanu.home.demo.bookings import make_up_bookings
from domanu.home.demo.calendars import open_diaries
from domanu.home.demo.circles import CIRCLES
from domanu.home.demo.load import load_demo
from domanu.home.demo.made import Made, Row, agreed_of
from domanu.home.demo.markets import MARKETS
from domanu.home.demo.people import PEOPLE
from domanu.home.demo.services import read_services
from domanu.home.demo.terms import TERMS
from domanu.home.demo.visits import ENDED, FULL, HELD, REQUESTS, VISITS, WAIT_FOR_IT
from domanu.profiles.models import Profile
from domanu.services.models import Service

SOLD = {offered.name: offered for market in MARKETS for offered in read_services(market.key)}
DAYS = [datetime(2026, 11, 16, tzinfo=UTC) + timedelta(days=day, hours=5 * day) for day in range(9)]
CHANGES = [datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]
ENDS = [datetime(2027, 12, 31, 23, 59, tzinfo=UTC), datetime(2028, 2, 29, 12, tzinfo=UTC)]


def test_most_services_are_booked_by_time() -> None:
    assert set(TERMS) <= set(SOLD)
    assert len(TERMS) > len(SOLD) / 2
    assert sum(terms.on_request for terms in TERMS.values()) < len(TERMS) / 2


def test_whoever_comes_may_come() -> None:
    for each in (*VISITS, *ENDED, *REQUESTS):
        _may_book(each.service, each.customer)
    for service, customer, _days in HELD:
        _may_book(service, customer)
    for customer in WAIT_FOR_IT:
        _may_book(FULL, customer)


def test_on_every_day_there_is_a_bit_of_everything(app: Flask) -> None:
    load_demo()
    people, plans, agreed = _written()
    for at in (*DAYS, *CHANGES, *ENDS):
        made = make_up_bookings(open_diaries(plans, people, at), people, agreed)
        _nothing_overlaps(made)
        _enough_comes(made, people, at)
    assert set(db.session.scalars(select(Booking.status))) == {"pending", "confirmed", "completed", "cancelled"}
    assert set(db.session.scalars(select(Wait.status))) == {"waiting"}
    assert db.session.scalar(select(func.count()).select_from(Hold)) == len(HELD)
    assert set(db.session.scalars(select(TimeClaim.kind))) == {"hold", "booking", "block"}
    assert set(db.session.scalars(select(Booking.no_show))) == {None, "customer", "seller"}
    assert db.session.scalar(select(func.count()).where(Booking.fee > 0))


def _may_book(service: str, customer: str) -> None:
    offered = SOLD[service]
    circle = CIRCLES[offered.market]
    designer = next(market.designer for market in MARKETS if market.key == offered.market)
    assert customer in {*circle.members.split(), designer} - set(circle.behind.split()), (service, customer)
    assert customer != offered.seller
    assert service in TERMS


def _written() -> tuple[dict[str, UUID], Mapping[str, Plan], Mapping[UUID, Row]]:
    usernames = {person.username: person.key for person in PEOPLE}
    people = {usernames[name]: key for name, key in db.session.execute(select(Profile.username, Profile.user_id))}
    names = {row.id: row.name for row in db.session.execute(select(Service.id, Service.name).join(AppointmentTerms))}
    plans = {names[key]: plan for key, plan in plans_of(list(names)).items()}
    return people, plans, agreed_of(open_diaries(plans, people, DAYS[0]))


def _nothing_overlaps(every: list[Made]) -> None:
    taken = defaultdict(list)
    for made in every:
        for claim in made.claims:
            taken[claim["resource_id"]].append(claim["during"])
    for times in taken.values():
        times.sort(key=lambda during: during.lower)
        assert all(one.upper <= other.lower for one, other in pairwise(times))


def _enough_comes(every: list[Made], people: Mapping[str, UUID], at: datetime) -> None:
    assert {made.row["status"] for made in every} == {"confirmed", "completed", "cancelled"}
    assert all((made.end > at) == (made.row["status"] == "confirmed") for made in every if not made.row["ended_as"])
    assert all(change["created_at"] <= at for made in every for change in made.changes)
    assert all(made.row["fee"] is None or 0 <= made.row["fee"] <= made.row["total_amount"] for made in every)
    coming = [made.row for made in every if at < made.start < at + timedelta(7) and not made.row["ended_as"]]
    assert len([row for row in coming if row["customer_id"] == people["alice"]]) >= 3
    assert len([row for row in coming if row["seller_id"] == people["jonah"]]) >= 9
    assert len([row for row in coming if row["seller_id"] == people["tomas"]]) >= 5
