"""Buying and selling time from end to end, by two programs."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from domanu.bookings.operations.holds import MOST_A_DAY
from domanu.core.db import db
from domanu.core.time import now
from tests.api.conftest import Connect
from tests.api.selling import sell
from tests.api.support import Api
from tests.support.hours import make_bookable
from tests.support.people import Person


@pytest.fixture
def monday() -> datetime:
    ahead = now() + timedelta(days=14)
    return (ahead - timedelta(days=ahead.weekday())).replace(hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def calculus(market: str, alice: Person, bob: Person, charlie: Person) -> UUID:
    key = sell(market, alice, "Calculus", bob, charlie)
    db.session.commit()
    return key


@pytest.fixture
def seller(connect: Connect, alice: Person) -> Api:
    return connect(alice)


@pytest.fixture
def customer(connect: Connect, bob: Person) -> Api:
    return connect(bob)


def hold(api: Api, service: UUID, starts_at: datetime) -> str:
    held = api.post(f"/services/{service}/holds", {"starts_at": starts_at.isoformat(), "minutes": 60})
    assert held.status == 201, held.body
    return str(held.body["id"])


def book(api: Api, service: UUID, starts_at: datetime, **more: object) -> str:
    made = api.post("/bookings", {"hold_id": hold(api, service, starts_at), **more})
    assert made.status == 201, made.body
    return f"/bookings/{made.body['items'][0]['id']}"


def test_free_times(connect: Connect, customer: Api, calculus: UUID, monday: datetime) -> None:
    day = monday.date().isoformat()
    told = connect().get(f"/services/{calculus}/times?from={day}&until={day}").body
    assert (told["zone"], len(told["times"]), told["times"][0]) == ("UTC", 15, f"{day}T09:00:00+00:00")
    assert told["price"] == {"amount": "40.00", "currency": "USD"}
    book(customer, calculus, monday)
    later = connect().get(f"/services/{calculus}/times?from={day}&until={day}&zone=Asia/Kathmandu").body
    assert f"{day}T15:45:00+05:45" not in later["times"]
    assert f"{day}T16:45:00+05:45" in later["times"]


@pytest.mark.parametrize(
    "query", ["from=2026-01-01&until=2026-02-01", "minutes=7", "month=2026-13", "month=2026-11&from=2026-11-02"]
)
def test_what_cannot_be_asked(connect: Connect, calculus: UUID, query: str) -> None:
    assert connect().get(f"/services/{calculus}/times?{query}").kind == "unfit"


def test_a_month(connect: Connect, calculus: UUID, monday: datetime) -> None:
    told = connect().get(f"/services/{calculus}/times?month={monday:%Y-%m}").body
    assert told["times"]
    assert {time[:7] for time in told["times"]} == {f"{monday:%Y-%m}"}


def test_holding(customer: Api, connect: Connect, charlie: Person, calculus: UUID, monday: datetime) -> None:
    key = hold(customer, calculus, monday)
    assert customer.get(f"/holds/{key}").body["price"]["amount"] == "40.00"
    assert [row["id"] for row in customer.get("/holds").body["items"]] == [key]
    other = connect(charlie)
    lost = other.post(f"/services/{calculus}/holds", {"starts_at": monday.isoformat(), "minutes": 60})
    assert (lost.status, lost.kind) == (409, "time-taken")
    assert lost.body["free_times"][0].startswith(monday.date().isoformat())
    assert other.get(f"/holds/{key}").kind == "not-found"
    assert other.delete(f"/holds/{key}").status == 204
    assert customer.delete(f"/holds/{key}").status == 204
    assert other.post(f"/services/{calculus}/holds", {"starts_at": monday.isoformat(), "minutes": 60}).status == 201


def test_booking_and_cancelling(customer: Api, seller: Api, calculus: UUID, monday: datetime) -> None:
    path = book(customer, calculus, monday, notes="Integrals?")
    told = seller.get(path).body
    assert (told["part"], told["notes"], told["status"], told["can"]) == (
        "seller",
        "Integrals?",
        "confirmed",
        ["cancel", "move"],
    )
    assert told["starts_at"] == monday.isoformat()
    assert [row["other_username"] for row in seller.get("/bookings?part=seller").body["items"]] == ["bob"]
    gone = customer.post(f"{path}/cancellation", {"reason": "Ill."})
    assert (gone.body["ended_as"], gone.body["fee"]["amount"]) == ("cancelled_by_customer", "0.00")
    assert customer.post(f"{path}/cancellation").kind == "not-possible"
    assert [row["status"] for row in customer.get("/bookings?show=past").body["items"]] == ["cancelled"]
    assert [change["by"] for change in gone.body["history"]] == ["customer", "customer"]


def test_a_hold_is_booked_once(customer: Api, calculus: UUID, monday: datetime) -> None:
    key = hold(customer, calculus, monday)
    first, again = (customer.post("/bookings", {"hold_id": key}) for _ in range(2))
    assert [row["id"] for row in first.body["items"]] == [row["id"] for row in again.body["items"]]


def test_ones_own_time(customer: Api, market: str, charlie: Person, calculus: UUID, monday: datetime) -> None:
    french = sell(market, charlie, "French")
    book(customer, calculus, monday)
    key = hold(customer, french, monday)
    refused = customer.post("/bookings", {"hold_id": key})
    assert (refused.kind, len(refused.body["taken"])) == ("own-time-taken", 1)
    assert customer.post("/bookings", {"hold_id": key, "booked_for": "Grandma"}).status == 201


def test_requests(customer: Api, seller: Api, calculus: UUID, monday: datetime) -> None:
    make_bookable(calculus, on_request=True)
    first = book(customer, calculus, monday)
    assert [row["status"] for row in seller.get("/bookings?part=seller&show=requests").body["items"]] == ["pending"]
    assert customer.post(f"{first}/confirmation").kind == "forbidden"
    assert seller.post(f"{first}/confirmation").body["status"] == "confirmed"
    second = book(customer, calculus, monday + timedelta(days=1))
    assert seller.post(f"{second}/refusal", {"reason": "Away."}).body["ended_as"] == "declined"
    third = book(customer, calculus, monday + timedelta(days=1))
    assert customer.post(f"{third}/withdrawal").body["ended_as"] == "withdrawn"


def test_moving(customer: Api, seller: Api, calculus: UUID, monday: datetime) -> None:
    path = book(customer, calculus, monday)
    later = (monday + timedelta(hours=2)).isoformat()
    moved = customer.post(f"{path}/move", {"starts_at": later}, seen=1)
    assert (moved.body["starts_at"], moved.body["edition"]) == (later, 2)
    assert seller.post(f"{path}/move", {"starts_at": monday.isoformat()}, seen=1).kind == "edition-passed"
    lost = customer.post(f"{path}/move", {"starts_at": (monday + timedelta(hours=12)).isoformat()}, seen=2)
    assert lost.kind == "time-taken"
    assert customer.post(f"{path}/move", {"starts_at": later}).kind == "no-edition"


def test_weeks(customer: Api, calculus: UUID, monday: datetime) -> None:
    key = hold(customer, calculus, monday)
    weeks = customer.get(f"/holds/{key}/weeks?times=3").body["items"]
    assert [week["free"] for week in weeks] == [True, True, True]
    also = [week["starts_at"] for week in weeks[1:]]
    made = customer.post("/bookings", {"hold_id": key, "also": also}).body["items"]
    assert len({booking["series_id"] for booking in made}) == 1
    assert [booking["starts_at"] for booking in made] == [week["starts_at"] for week in weeks]


def test_strangers(connect: Connect, dora: Person, customer: Api, calculus: UUID, monday: datetime) -> None:
    """To all others it is as if there were no such booking."""
    path, api = book(customer, calculus, monday), connect(dora)
    absent = "/bookings/01a1fec1-7df6-71e1-9a5d-000000000000"
    for end, body in (("", None), ("/confirmation", {}), ("/cancellation", {}), ("/no-show", {})):
        way = api.get if body is None else api.post
        hidden, missing = way(path + end), way(absent + end)
        assert (hidden.status, hidden.body) == (missing.status, missing.body) == (404, missing.body)


def test_waiting(
    customer: Api, seller: Api, connect: Connect, charlie: Person, calculus: UUID, monday: datetime
) -> None:
    make_bookable(calculus, most_per_day=1)
    day = monday.date().isoformat()
    asked = {"day": day, "minutes": 60}
    assert customer.post(f"/services/{calculus}/waits", asked).kind == "nothing-to-wait-for"
    path = book(connect(charlie), calculus, monday)
    wait = customer.post(f"/services/{calculus}/waits", asked).body
    assert (wait["day"], wait["place"], wait["hold_id"]) == (day, 1, None)
    assert [row["username"] for row in seller.get("/selling/waits").body["items"]] == ["bob"]
    connect(charlie).post(f"{path}/cancellation")
    offered = customer.get("/waits").body["items"][0]
    assert offered["hold_id"]
    assert customer.get("/holds").body["items"][0]["offered"] is True
    assert customer.delete(f"/waits/{wait['id']}").status == 204
    assert customer.get("/waits").body["items"] == []
    assert connect(charlie).delete(f"/waits/{wait['id']}").kind == "not-found"


def test_no_shows(customer: Api, calculus: UUID, monday: datetime) -> None:
    path = book(customer, calculus, monday)
    assert customer.post(f"{path}/no-show").kind == "too-late"
    assert customer.delete(f"{path}/no-show").kind == "not-possible"


def test_nobody_keeps_it_all_day_without_booking(customer: Api, calculus: UUID, monday: datetime) -> None:
    wish = {"starts_at": monday.isoformat(), "minutes": 60}
    statuses = [customer.post(f"/services/{calculus}/holds", wish).status for _ in range(MOST_A_DAY + 1)]
    assert statuses == [201] * MOST_A_DAY + [429]


def test_the_same_word_again_and_again(customer: Api, calculus: UUID, monday: datetime) -> None:
    path = book(customer, calculus, monday)
    statuses = [customer.post(f"{path}/no-show").status for _ in range(31)]
    assert statuses == [409] * 30 + [429]
