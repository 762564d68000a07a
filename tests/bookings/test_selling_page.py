"""The overview of whoever sells, and their calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from domanu.bookings.models import Booking
from domanu.bookings.operations.due import MOST_DUE
from domanu.bookings.operations.holds import hold_time
from domanu.calendar.operations.blocks import block_time
from domanu.core.db import db
from domanu.core.time import now
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.operations.handover import offer_marketplace
from domanu.profiles import make_designer
from tests.bookings.conftest import Book
from tests.support.client import HX, Client
from tests.support.hours import make_bookable
from tests.support.people import Person
from tests.test_statements import statements_of

SignIn = Callable[[Person], Client]


@pytest.fixture
def asked(book: Book, calculus: UUID, bob: Person) -> UUID:
    make_bookable(calculus, on_request=True)
    return book(calculus, bob, notes="I get lost at limits.")


@pytest.fixture
def seller(sign_in_as: SignIn, alice: Person) -> Client:
    return sign_in_as(alice)


def status_of(key: UUID) -> str:
    return db.session.get_one(Booking, key, populate_existing=True).status


def over(key: UUID) -> None:
    ended = {"scheduled_at": now() - timedelta(hours=5), "status": "completed", "expires_at": None}
    db.session.execute(update(Booking).where(Booking.id == key).values(ended))
    db.session.commit()


def test_what_needs_an_answer(asked: UUID, seller: Client, monday: datetime) -> None:
    page = seller.get("/selling").text
    for words in (
        "One thing needs you",
        "asks for",
        "$40",
        "I get lost at limits.",
        f"/bookings/{asked}/confirmation",
        "then the time is free again",
        "Your services",
    ):
        assert words in page


def test_more_than_one_page_holds(book: Book, calculus: UUID, bob: Person, seller: Client, monday: datetime) -> None:
    make_bookable(calculus, on_request=True)
    for number in range(MOST_DUE + 1):
        book(calculus, bob, monday + timedelta(days=number // 5, hours=number % 5))
    page = seller.get("/selling").text
    assert "More than 20 things need you" in page
    assert page.count('id="due-') == MOST_DUE


@pytest.mark.parametrize(
    ("noun", "status", "words"), [("confirmation", "confirmed", "Confirmed."), ("refusal", "cancelled", "Declined.")]
)
def test_the_row_takes_its_own_place(asked: UUID, seller: Client, noun: str, status: str, words: str) -> None:
    answer = seller.submit(f"/bookings/{asked}/{noun}", headers=HX, place="todo")
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith(f'<li class="todo" id="due-{asked}">')
    assert words in answer.text
    assert "Nothing needs you" in answer.text.partition("hx-swap-oob")[2]
    assert 'class="week"' in answer.text
    assert status_of(asked) == status
    again = seller.submit(f"/bookings/{asked}/{noun}", headers=HX, place="todo")
    assert again.status_code == 409
    assert 'role="alert"' in again.text
    assert "hx-swap-oob" not in again.text


def test_without_scripts(asked: UUID, seller: Client) -> None:
    assert seller.submit(f"/bookings/{asked}/confirmation", place="todo").location == "/selling"
    assert "Confirmed." in seller.get("/selling").text


def test_who_did_not_come(book: Book, calculus: UUID, bob: Person, seller: Client) -> None:
    key = book(calculus, bob)
    assert "Did everybody come?" not in seller.get("/selling").text
    over(key)
    assert "Bob did not come" in seller.get("/selling").text
    answer = seller.submit(f"/bookings/{key}/no-show", headers=HX, place="todo")
    assert "Noted." in answer.text
    assert "Did everybody come?" not in seller.get("/selling").text


def test_what_may_be_taken_over(market: str, calculus: UUID, alice: Person, dora: Person, seller: Client) -> None:
    make_designer(alice.id, policy="staff")
    offer_marketplace(market, dora.id, alice.username)
    db.session.commit()
    page = seller.get("/selling").text
    for words in ("One thing needs you", "would like to hand", "Answer the offer"):
        assert words in page


def test_nothing_yet(market: str, bob: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(bob)
    assert "You cannot sell anywhere yet" in client.get("/selling").text
    join_marketplace(market, bob.id)
    db.session.commit()
    assert "You sell nothing yet" in client.get("/selling").text
    for path in ("/selling/calendar", "/selling/calendar?view=month"):
        assert client.get(path).status_code == 200


def test_the_week(
    book: Book,
    calculus: UUID,
    alice: Person,
    bob: Person,
    charlie: Person,
    market: str,
    seller: Client,
    monday: datetime,
) -> None:
    key = book(calculus, bob, booked_for="Berta")
    block_time(alice.id, starts_at=monday + timedelta(hours=2), ends_at=monday + timedelta(hours=3), label="Dentist")
    join_marketplace(market, charlie.id)
    hold_time(calculus, charlie.id, starts_at=monday + timedelta(hours=4), duration=60)
    db.session.commit()
    page = seller.get(f"/selling/calendar?at={monday.date()}").text
    for words in (
        "Berta",
        f'href="/bookings/{key}"',
        "10:00 Calculus",
        "Dentist",
        "12:00 to 13:00",
        "Held for somebody",
        "14:00, until",
    ):
        assert words in page
    assert "Charlie" not in page
    assert "Times are UTC" in page
    assert f"day={monday.date()}&amp;start=11:00" in page
    assert f"day={monday.date()}&amp;start=10:00" not in page
    part = seller.get(f"/selling/calendar?at={monday.date()}", headers=HX).text
    assert part.lstrip().startswith('<div class="chips views">')


def test_ones_own_bookings_stand_there_too(
    book: Book, calculus: UUID, bob: Person, sign_in_as: SignIn, monday: datetime
) -> None:
    book(calculus, bob, anyway=True)
    assert "You with Alice" in sign_in_as(bob).get(f"/selling/calendar?at={monday.date()}").text


def test_the_month(book: Book, calculus: UUID, bob: Person, seller: Client, monday: datetime) -> None:
    for hour in (0, 2):
        book(calculus, bob, monday + timedelta(hours=hour))
    page = seller.get(f"/selling/calendar?view=month&at={monday.date()}").text
    assert '2<span class="words"> booked</span>' in page
    assert "2 bookings in this month" in page
    assert f"/selling/calendar?at={monday.date()}" in page


@pytest.mark.parametrize(
    "query", ["?at=yesterday", "?at=0001-01-01", "?at=9999-12-31", "?view=year", "?view=month&at=2100-12-30"]
)
def test_whatever_the_address_asks_for(bob: Person, sign_in_as: SignIn, query: str) -> None:
    assert sign_in_as(bob).get(f"/selling/calendar{query}").status_code == 200


def test_how_many_statements(book: Book, calculus: UUID, bob: Person, seller: Client, monday: datetime) -> None:
    for number in range(3):
        book(calculus, bob, monday + timedelta(hours=number))
        assert len(statements_of(seller, "/selling")) == 11
        assert len(statements_of(seller, f"/selling/calendar?at={monday.date()}")) == 6
        assert len(statements_of(seller, f"/selling/calendar?view=month&at={monday.date()}")) == 6


def test_it_requires_somebody(client: Client) -> None:
    assert client.get("/selling").location == "/sign-in?next=/selling"
