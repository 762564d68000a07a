"""A booking's page, for its two people and nobody else, and what each of them does there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from domanu.bookings.models import Booking
from domanu.core.db import db
from domanu.core.time import now, tell_date
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.models import Marketplace
from domanu.profiles import update_profile
from domanu.services.models import Service
from tests.bookings.conftest import Book
from tests.support.client import HX, Client
from tests.support.hours import make_bookable
from tests.support.people import Person

SignIn = Callable[[Person], Client]


@pytest.fixture
def booked(book: Book, calculus: UUID, bob: Person) -> str:
    return f"/bookings/{book(calculus, bob, notes='I get lost at limits.')}"


@pytest.fixture
def asked(book: Book, calculus: UUID, bob: Person) -> str:
    make_bookable(calculus, on_request=True)
    return f"/bookings/{book(calculus, bob)}"


@pytest.fixture
def customer(sign_in_as: SignIn, bob: Person) -> Client:
    return sign_in_as(bob)


@pytest.fixture
def seller(sign_in_as: SignIn, alice: Person) -> Client:
    return sign_in_as(alice)


def change(**values: object) -> None:
    db.session.execute(update(Booking).values(values))
    db.session.commit()


def test_it_works(booked: str, customer: Client, seller: Client, monday: datetime) -> None:
    page = customer.get(booked).text
    for words in (
        *("Calculus", tell_date(monday.date()), "10:00 to 11:00", "UTC", "Booked", "It is settled.", "You booked it"),
        *(
            "Alice",
            "I get lost at limits.",
            "You wrote",
            "$40",
            "you get $20 back. $20 goes to Alice.",
            f"{booked}.ics",
        ),
        *("Move it to another time", "Cancel this booking"),
    ):
        assert words in page, words
    page = seller.get(booked).text
    for words in ("Bob wrote", "Bob booked it", "If Bob cancels until", "Cancel this booking", 'href="/selling"'):
        assert words in page, words
    assert "Confirm " not in page


def test_it_goes_into_a_calendar_elsewhere(booked: str, customer: Client, monday: datetime) -> None:
    answer = customer.get(f"{booked}.ics")
    assert answer.mimetype == "text/calendar"
    assert f"DTSTART:{monday:%Y%m%dT%H%M%SZ}" in answer.text
    assert "SUMMARY:Calculus" in answer.text


def test_nobody_else_knows_of_it(
    booked: str, client: Client, sign_in_as: SignIn, charlie: Person, dora: Person, stella: Person
) -> None:
    pages = ("", "/cancellation", "/move", ".ics")
    for person in (charlie, dora, stella):
        stranger = sign_in_as(person)
        assert [stranger.get(booked + page).status_code for page in pages] == [404] * 4
        for noun in ("confirmation", "refusal", "withdrawal", "cancellation", "move", "no-show", "no-show/removal"):
            assert stranger.submit(f"{booked}/{noun}").status_code == 404, noun
    assert client.get(booked).location.startswith("/sign-in")


def test_each_sees_it_in_their_own_zone(booked: str, customer: Client, bob: Person, monday: datetime) -> None:
    update_profile(bob.id, time_zone="Asia/Tokyo")
    db.session.commit()
    page = customer.get(booked).text
    assert "19:00 to 20:00" in page
    assert "Tokyo time (JST)" in page
    assert "There it is 10:00 to 11:00, UTC." in page


def test_a_request_is_confirmed(asked: str, customer: Client, seller: Client) -> None:
    assert "Alice answers by" in customer.get(asked).text
    assert "Withdraw your request" in customer.get(asked).text
    page = seller.get(asked).text
    assert "Confirm " in page
    assert "Decline" in page
    assert customer.submit(f"{asked}/confirmation").status_code == 403
    answer = seller.submit(f"{asked}/confirmation", headers=HX)
    assert "Confirmed. Bob is told by mail." in answer.text
    assert 'id="booking"' in answer.text
    assert "Alice confirmed it" in customer.get(asked).text
    again = seller.submit(f"{asked}/confirmation", headers=HX)
    assert (again.status_code, "Somebody was quicker" in again.text) == (409, True)


def test_a_request_is_declined(asked: str, customer: Client, seller: Client) -> None:
    assert seller.submit(f"{asked}/refusal", reason="x" * 501, headers=HX).status_code == 422
    assert seller.submit(f"{asked}/refusal", reason="I am ill.").location == asked
    page = customer.get(asked).text
    assert "Alice declined." in page
    assert "Alice declined: “I am ill.”" in page
    assert "Book it again" in page


def test_a_request_is_withdrawn(asked: str, customer: Client) -> None:
    assert "Withdrawn." in customer.submit(f"{asked}/withdrawal", headers=HX).text
    assert "You withdrew it." in customer.get(asked).text


def test_cancelling_says_what_it_costs_first(booked: str, customer: Client, seller: Client) -> None:
    question = customer.get(f"{booked}/cancellation").text
    assert "You get all $40 back." in question
    assert "That is so until" in question
    change(scheduled_at=now() + timedelta(hours=3))
    late = customer.submit(f"{booked}/cancellation", fee="0.00", reason="Something came up.")
    assert late.status_code == 422
    for words in (
        "Meanwhile cancelling has begun to cost something.",
        "You get $20 back. $20 goes to Alice.",
        "Something came up.",
    ):
        assert words in late.text
    assert customer.submit(f"{booked}/cancellation", fee="20.00", reason="Something came up.").location == booked
    page = customer.get(booked).text
    assert "Cancelled. You get $20 back. $20 goes to Alice." in page
    assert "You cancelled it: “Something came up.”" in page
    assert "Bob cancelled it. Bob gets $20 back. $20 goes to you." in seller.get(booked).text
    assert customer.get(f"{booked}/cancellation").location == booked


def test_the_seller_cancels_for_nothing(booked: str, seller: Client) -> None:
    change(scheduled_at=now() + timedelta(hours=3))
    assert "Bob gets all $40 back." in seller.get(f"{booked}/cancellation").text
    assert seller.submit(f"{booked}/cancellation", fee="0.00").location == booked
    assert "You cancelled it. Bob gets all $40 back." in seller.get(booked).text


def test_moving(booked: str, customer: Client, seller: Client, monday: datetime) -> None:
    there = monday + timedelta(hours=2)
    page = customer.get(f"{booked}/move").text
    assert 'id="moving"' in page
    assert "Move to" not in page
    part = customer.get(f"{booked}/move", query_string={"start": there.isoformat()}, headers=HX).text
    assert f"Move to {monday:%A} 12:00" in part
    assert f'action="{booked}/move"' in part
    assert 'aria-current="true"' in part
    moved = customer.submit(f"{booked}/move", start=there.isoformat(), seen=1)
    assert moved.location == booked
    assert f"Moved to {tell_date(there.date())}, 12:00." in customer.get(booked).text
    assert f"You moved it from {tell_date(there.date())}, 10:00 to" in customer.get(booked).text
    stale = customer.submit(f"{booked}/move", start=monday.isoformat(), seen=1)
    assert stale.location == booked
    assert "Somebody was quicker" in customer.get(booked).text
    assert "Or any other time of yours" not in customer.get(f"{booked}/move").text
    assert "Or any other time of yours" in seller.get(f"{booked}/move").text


def test_moving_to_what_is_taken(
    booked: str,
    calculus: UUID,
    customer: Client,
    seller: Client,
    charlie: Person,
    market: str,
    book: Book,
    monday: datetime,
) -> None:
    join_marketplace(market, charlie.id)
    there = monday + timedelta(hours=2)
    book(calculus, charlie, there)
    lost = customer.submit(f"{booked}/move", start=there.isoformat(), seen=1, headers=HX)
    assert lost.status_code == 409
    assert 'id="problems"' in lost.text
    assert (
        "You have something else at that time." in seller.submit(f"{booked}/move", start=there.isoformat(), seen=1).text
    )
    assert "10:00 to 11:00" in customer.get(booked).text


@pytest.mark.parametrize(
    "fields", [{}, {"start": "x", "seen": "1"}, {"start": "2030-01-01T10:00:00+00:00", "seen": "x"}]
)
def test_moving_to_no_time(booked: str, customer: Client, fields: dict[str, str]) -> None:
    assert customer.submit(f"{booked}/move", **fields).status_code == 422


def test_the_seller_moves_it_to_any_time_of_theirs(
    booked: str, customer: Client, seller: Client, monday: datetime
) -> None:
    typed = {"day": f"{monday:%Y-%m-%d}", "clock": "19:30"}
    page = seller.get(f"{booked}/move", query_string=typed).text
    assert f"Move to {monday:%A} 19:30" in page
    assert "may then cancel it for nothing" in page
    assert "Move to" not in customer.get(f"{booked}/move", query_string=typed).text
    seller.submit(f"{booked}/move", start=monday.replace(hour=19, minute=30).isoformat(), seen=1)
    assert "Alice moved it, so you may cancel it for nothing." in customer.get(booked).text


def test_moving_what_was_asked_for_asks_again(asked: str, customer: Client, seller: Client, monday: datetime) -> None:
    seller.submit(f"{asked}/confirmation")
    there = monday + timedelta(hours=1)
    page = customer.get(f"{asked}/move", query_string={"start": there.isoformat()}).text
    assert "Ask to move to" in page
    assert "has to say yes to the new time by" in page
    customer.submit(f"{asked}/move", start=there.isoformat(), seen=2)
    assert "Alice answers by" in customer.get(asked).text


def test_who_did_not_come(booked: str, customer: Client, seller: Client) -> None:
    change(scheduled_at=now() - timedelta(minutes=20))
    page = customer.get(booked).text
    assert "It has begun." in page
    assert "Alice did not come" in page
    assert "Cancel this booking" not in page
    assert "You said that Alice did not come." in customer.submit(f"{booked}/no-show", headers=HX).text
    assert "Bob says that you did not come." in seller.get(booked).text
    assert "Take that back" not in seller.get(booked).text
    assert "Taken back." in customer.submit(f"{booked}/no-show/removal", headers=HX).text
    change(scheduled_at=now() - timedelta(days=9), status="completed")
    assert customer.submit(f"{booked}/no-show", headers=HX).status_code == 409
    assert "did not come" not in seller.get(booked).text.partition("What has happened")[0]


def test_what_is_too_late(booked: str, customer: Client) -> None:
    change(scheduled_at=now() - timedelta(minutes=5))
    for page in ("cancellation", "move"):
        assert customer.get(f"{booked}/{page}").location == booked
    assert customer.submit(f"{booked}/cancellation").location == booked
    assert customer.submit(f"{booked}/move", start=now().isoformat(), seen=1).location == booked


def test_it_outlives_the_service_and_the_marketplaces_openness(booked: str, customer: Client) -> None:
    assert "See the service" in customer.get(booked).text
    db.session.execute(update(Service).values(status="deleted", name="Algebra"))
    db.session.execute(update(Marketplace).values(private=True))
    db.session.commit()
    page = customer.get(booked).text
    assert "Calculus" in page
    assert "See the service" not in page
    assert "Algebra" not in page
    assert (
        "other time to choose" in customer.get(f"{booked}/move").text
        or customer.get(f"{booked}/move").status_code == 200
    )


def test_words_do_no_harm(book: Book, calculus: UUID, bob: Person, seller: Client) -> None:
    key = book(calculus, bob, notes="<script>alert(1)</script>", booked_for="<b>Mei</b>")
    page = seller.get(f"/bookings/{key}").text
    assert "<script>alert" not in page
    assert "<b>Mei" not in page
