from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from domanu.bookings.models import Booking
from domanu.bookings.pages import index
from domanu.core.db import db
from domanu.core.time import now
from domanu.services.models import Service
from tests.bookings.conftest import Book
from tests.support.client import HX, Client
from tests.support.hours import make_bookable
from tests.support.people import Person
from tests.support.statements import noted_statements

SignIn = Callable[[Person], Client]
HOUR = timedelta(hours=1)


@pytest.fixture
def reader(sign_in_as: SignIn, bob: Person) -> Client:
    return sign_in_as(bob)


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("", "Nothing is booked"),
        ("?show=requests", "No request is open"),
        ("?show=past", "Nothing is over yet"),
        ("?show=waiting", "You are on no waiting list"),
        ("?show=nonsense", "Nothing is booked"),
        ("?after=nonsense", "There are no more."),
    ],
)
def test_where_nothing_is(reader: Client, show: str, words: str) -> None:
    assert words in reader.get(f"/bookings{show}").text


def test_each_under_its_tab(reader: Client, calculus: UUID, bob: Person, book: Book, monday: datetime) -> None:
    book(calculus, bob, monday)
    make_bookable(calculus, on_request=True)
    book(calculus, bob, monday + HOUR)
    over = book(calculus, bob, monday + 2 * HOUR)
    past = {"status": "completed", "expires_at": None, "scheduled_at": now() - timedelta(days=3)}
    db.session.execute(update(Booking).where(Booking.id == over).values(past))
    db.session.commit()
    assert "10:00 to 11:00" in reader.get("/bookings").text
    asked = reader.get("/bookings?show=requests").text
    assert "11:00 to 12:00" in asked
    assert "The answer comes by" in asked
    assert "Done" in reader.get("/bookings?show=past").text
    assert [
        reader.get(f"/bookings?show={tab}").text.count('class="appointment') - 1 for tab in ("upcoming", "past")
    ] == [1, 1]


def test_what_one_sells_is_not_among_it(
    sign_in_as: SignIn, alice: Person, calculus: UUID, bob: Person, book: Book
) -> None:
    book(calculus, bob)
    assert "Nothing is booked" in sign_in_as(alice).get("/bookings").text


def test_deleted_services_stay(reader: Client, calculus: UUID, bob: Person, book: Book) -> None:
    book(calculus, bob)
    db.session.execute(update(Service).values(status="deleted"))
    db.session.commit()
    assert "Calculus" in reader.get("/bookings").text


def test_page_by_page(
    reader: Client, calculus: UUID, bob: Person, book: Book, monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "SIZE", 2)
    for number in range(5):
        book(calculus, bob, monday + number * HOUR)
    seen: list[int] = []
    address = "/bookings"
    while address:
        part = reader.get(address, headers=HX if seen else None).text
        seen += [hour for hour in range(10, 15) if f"{hour}:00 to" in part]
        address = part.partition('hx-get="')[2].partition('"')[0].replace("&amp;", "&") if "Show more" in part else ""
    assert seen == [10, 11, 12, 13, 14]


def test_it_takes_as_many_statements_for_many(
    reader: Client, calculus: UUID, bob: Person, book: Book, monday: datetime
) -> None:
    for number in range(3):
        book(calculus, bob, monday + number * HOUR)
    with noted_statements() as run:
        reader.get("/bookings")
    assert len(run) == 4
