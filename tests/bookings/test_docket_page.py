"""Booking a time in the docket of a service's page, from choosing a day to the booking."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from domanu.bookings.models import Booking, Hold
from domanu.bookings.operations.holds import hold_time
from domanu.bookings.pages import holds
from domanu.bookings.pages.times import told_briefly
from domanu.calendar.operations.blocks import block_time
from domanu.calendar.operations.exceptions import set_days
from domanu.core.db import db
from domanu.core.fragments import Shelf
from domanu.core.time import tell_date
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules
from domanu.profiles import update_profile
from tests.bookings.conftest import Book
from tests.support.client import HX, Client
from tests.support.hours import make_bookable
from tests.support.people import Person
from tests.support.statements import noted_statements

SignIn = Callable[[Person], Client]
Sell = Callable[..., UUID]


@pytest.fixture
def here(calculus: UUID) -> str:
    return f"/services/{calculus}"


@pytest.fixture
def reader(sign_in_as: SignIn, bob: Person, calculus: UUID) -> Client:
    return sign_in_as(bob)


def hold(client: Client, here: str, at: datetime, minutes: int = 60, **more: object) -> str:
    answer = client.submit(f"{here}/holds", start=at.isoformat(), minutes=minutes, headers=HX, **more)
    assert answer.status_code == 200, answer.text
    return held_in(answer.text)


def held_in(text: str) -> str:
    found = re.search(r'action="/holds/([0-9a-f-]{36})/booking"', text)
    assert found
    return found[1]


def told(at: datetime) -> str:
    return f"{at:%A} 10:00"


def test_a_visitor_sees_what_is_free_and_signs_in_on_the_way(client: Client, here: str, monday: datetime) -> None:
    page = client.get(f"{here}?day={monday:%Y-%m-%d}").text
    assert f"<b>{tell_date(monday.date())}</b>" in page
    assert "UTC" in page
    assert f'href="/sign-in?next={here}%3Fday%3D{monday:%Y-%m-%d}"' in page
    assert f'action="{here}/holds"' not in page
    assert "Join Campus" in page


def test_the_first_free_day_is_chosen(client: Client, here: str) -> None:
    page = client.get(here).text
    assert 'id="chosen-day"' in page
    assert page.count('aria-current="true"') == 1
    assert "Next: " in page


def test_a_visitor_may_see_it_in_another_zone(client: Client, here: str, monday: datetime) -> None:
    page = client.get(f"{here}?day={monday:%Y-%m-%d}&zone=Asia/Kathmandu").text
    assert "Kathmandu time (UTC+5:45)" in page
    assert ">15:45<" in re.sub(r"<span[^>]*>[^<]*</span>", "", page)
    assert "zone=Asia/Kathmandu" in page
    assert "Moon" not in client.get(f"{here}?zone=Europe/Moon").text


def test_whoever_is_signed_in_sees_it_in_their_own(here: str, bob: Person, reader: Client, monday: datetime) -> None:
    update_profile(bob.id, time_zone="Asia/Tokyo")
    db.session.commit()
    page = reader.get(f"{here}?day={monday:%Y-%m-%d}&zone=Asia/Kathmandu").text
    assert "Tokyo time (JST)" in page
    assert "Kathmandu" not in page


def test_a_day_swaps_the_docket_alone(client: Client, here: str, monday: datetime) -> None:
    part = client.get(f"{here}?day={monday:%Y-%m-%d}", headers=HX).text
    assert part.lstrip().startswith('<div class="docket" id="docket">')
    assert "gallery" not in part


@pytest.mark.parametrize(
    "asked", ["day=x", "month=2026-13", "minutes=x", "minutes=7", "zone=x", "day=9999-12-31", "month=0001-01"]
)
def test_what_makes_no_sense_is_passed_over(client: Client, here: str, asked: str) -> None:
    assert client.get(f"{here}?{asked}").status_code == 200


def test_a_full_day_is_struck_through_and_says_what_is_near(
    client: Client, calculus: UUID, here: str, alice: Person, monday: datetime
) -> None:
    block_time(alice.id, starts_at=monday - timedelta(hours=4), ends_at=monday + timedelta(hours=10), label="Fair")
    db.session.commit()
    page = client.get(f"{here}?day={monday:%Y-%m-%d}").text
    assert re.search(rf'id="day-{monday:%Y-%m-%d}" class="full"', page)
    assert "The nearest free times:" in page
    assert told_briefly(monday - timedelta(hours=18), "UTC") in page


def test_a_full_month_says_when_the_next_is(client: Client, calculus: UUID, here: str, alice: Person) -> None:
    make_bookable(calculus, horizon_days=120)
    first = datetime.now().astimezone().date()
    away = (first - timedelta(days=1), first + timedelta(days=80))
    set_days(alice.id, *away, (), note="Away", service_id=calculus)
    db.session.commit()
    assert f"Next free: {first + timedelta(days=81):%a}" in client.get(here).text


def test_several_durations(client: Client, calculus: UUID, here: str, reader: Client, monday: datetime) -> None:
    make_bookable(calculus, other_durations=[{"minutes": 90, "price": "55"}])
    page = client.get(here).text
    assert "90 min <small>$55</small>" in page
    longer = client.get(f"{here}?minutes=90").text
    assert "for 1 hour 30 minutes, the whole price" in longer
    assert '<p class="price">$55' in longer
    key = hold(reader, here, monday, 90)
    assert db.session.get_one(Hold, UUID(key)).total_amount == Decimal(55)


def test_it_is_booked_in_two_presses(reader: Client, here: str, bob: Person, monday: datetime) -> None:
    answer = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60, headers=HX)
    for words in (f"Book {told(monday)} · $40", "data-seconds=", 'aria-pressed="true"', "Until ", "Kept for you"):
        assert words in answer.text
    key = held_in(answer.text)
    assert f"Book {told(monday)} · $40" in reader.get(here).text
    booked = reader.submit(f"/holds/{key}/booking", notes="I get lost at limits.")
    booking = db.session.scalars(select(Booking)).one()
    assert booked.location == f"/bookings/{booking.id}"
    assert (booking.scheduled_at, booking.status, booking.notes) == (monday, "confirmed", "I get lost at limits.")
    assert reader.submit(f"/holds/{key}/booking").location == booked.location


def test_without_scripts_it_comes_back_to_the_docket(reader: Client, here: str, monday: datetime) -> None:
    answer = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60)
    assert (answer.status_code, answer.location) == (303, f"{here}#kept")
    assert f"<b>{tell_date(monday.date())}</b>" in reader.get(here).text


def test_on_request(reader: Client, calculus: UUID, here: str, monday: datetime) -> None:
    make_bookable(calculus, on_request=True)
    answer = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60, headers=HX)
    assert f"Ask for {told(monday)} · $40" in answer.text
    assert "<b>Alice answers</b> by " in answer.text
    reader.submit(f"/holds/{held_in(answer.text)}/booking")
    assert db.session.scalars(select(Booking.status)).one() == "pending"


def test_let_go(reader: Client, here: str, monday: datetime) -> None:
    key = hold(reader, here, monday)
    answer = reader.submit(f"/holds/{key}/removal", headers=HX)
    assert "Let go." in answer.text
    assert "/booking" not in answer.text
    assert reader.submit(f"/holds/{key}/removal").status_code == 404


def test_whoever_loses_keeps_the_form_and_is_told_what_is_near(
    reader: Client, here: str, calculus: UUID, charlie: Person, market: str, monday: datetime
) -> None:
    join_marketplace(market, charlie.id)
    hold_time(calculus, charlie.id, starts_at=monday, duration=60)
    db.session.commit()
    lost = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60, headers=HX)
    assert lost.status_code == 409
    assert 'id="problems"' in lost.text
    assert f'id="at-{monday + timedelta(hours=1):%Y%m%dT%H%M}"' in lost.text
    whole = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60)
    assert (whole.status_code, "</html>" in whole.text) == (409, True)


def test_losing_it_after_the_ten_minutes(
    reader: Client, here: str, calculus: UUID, charlie: Person, market: str, monday: datetime
) -> None:
    key = hold(reader, here, monday)
    past = monday - timedelta(days=40)
    db.session.execute(update(Hold).values(expires_at=past))
    db.session.connection().exec_driver_sql("UPDATE time_claims SET expires_at = now() - interval '1 minute'")
    join_marketplace(market, charlie.id)
    hold_time(calculus, charlie.id, starts_at=monday, duration=60)
    db.session.commit()
    lost = reader.submit(f"/holds/{key}/booking", notes="Bring chalk.", headers=HX)
    assert lost.status_code == 409
    assert "Somebody was quicker" in lost.text


def test_ones_own_time_is_taken(
    reader: Client, here: str, sell: Sell, bob: Person, charlie: Person, book: Book, monday: datetime
) -> None:
    book(sell(charlie, bob, name="Guitar"), bob)
    key = hold(reader, here, monday)
    refused = reader.submit(f"/holds/{key}/booking", notes="Bring chalk.", headers=HX)
    assert refused.status_code == 409
    assert "Your own time is taken then: Guitar, 10:00 to 11:00." in refused.text
    assert "Bring chalk." in refused.text
    assert "Book anyway" in refused.text
    assert reader.submit(f"/holds/{key}/booking", anyway="yes").status_code == 303


def test_for_somebody_else(
    reader: Client, here: str, sell: Sell, bob: Person, charlie: Person, book: Book, monday: datetime
) -> None:
    book(sell(charlie, bob, name="Guitar"), bob)
    key = hold(reader, here, monday)
    assert reader.submit(f"/holds/{key}/booking", booked_for="  Mei ").status_code == 303
    assert db.session.scalars(select(Booking.booked_for).where(Booking.hold_id == UUID(key))).one() == "Mei"


def test_too_long_a_word(reader: Client, here: str, monday: datetime) -> None:
    key = hold(reader, here, monday)
    answer = reader.submit(f"/holds/{key}/booking", notes="x" * 2001, headers=HX)
    assert answer.status_code == 422
    assert "Keep it under 2,000 letters." in answer.text
    assert "x" * 2001 in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"start": "x", "minutes": "60"},
        {"start": "2030-01-01T10:00:00+00:00"},
        {"start": "9999-12-31T23:59:59+00:00", "minutes": "60"},
    ],
)
def test_no_time_at_all(reader: Client, here: str, fields: dict[str, str]) -> None:
    assert reader.submit(f"{here}/holds", **fields).location == f"{here}#get"


def test_what_was_never_offered(reader: Client, here: str, monday: datetime) -> None:
    for at in (monday.replace(hour=3), monday - timedelta(days=60), monday + timedelta(minutes=7)):
        assert reader.submit(f"{here}/holds", start=at.isoformat(), minutes=60, headers=HX).status_code == 409
    assert reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=61, headers=HX).status_code == 409


def test_no_more_than_three(
    reader: Client, here: str, sell: Sell, alice: Person, charlie: Person, bob: Person, monday: datetime
) -> None:
    for number in range(3):
        key = sell(charlie, bob, name=f"Guitar {number}")
        hold(reader, f"/services/{key}", monday + timedelta(hours=number))
    refused = reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60, headers=HX)
    assert "You keep 3 times already." in refused.text


def test_nobody_keeps_it_all_day_without_booking(
    reader: Client, here: str, monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holds, "MOST_A_DAY", 2)
    times = [{"start": (monday + timedelta(hours=number)).isoformat(), "minutes": "60"} for number in range(3)]
    assert [reader.submit(f"{here}/holds", **time).status_code for time in times] == [303, 303, 429]


def test_who_may_not(
    reader: Client,
    here: str,
    sign_in_as: SignIn,
    alice: Person,
    charlie: Person,
    una: Person,
    client: Client,
    monday: datetime,
) -> None:
    fields = {"start": monday.isoformat(), "minutes": "60"}
    assert client.submit(f"{here}/holds", **fields).location.startswith("/sign-in")
    assert sign_in_as(una).submit(f"{here}/holds", **fields).location == "/confirmation"
    assert [sign_in_as(one).submit(f"{here}/holds", **fields).status_code for one in (alice, charlie)] == [403, 403]
    assert reader.submit(f"/services/{uuid4()}/holds", **fields).status_code == 404
    key = hold(reader, here, monday)
    stranger = sign_in_as(charlie)
    assert stranger.submit(f"/holds/{key}/booking").status_code == 404
    assert stranger.submit(f"/holds/{key}/removal").status_code == 404


def test_under_other_rules_or_in_a_closed_marketplace(
    reader: Client, here: str, market: str, dora: Person, monday: datetime
) -> None:
    key = hold(reader, here, monday)
    change_rules(market, dora.id, Rules(private=False, cancel_hours=48), seen=1)
    db.session.commit()
    assert reader.submit(f"/holds/{key}/booking").location == f"{here}#get"
    assert "Read the new rules" in reader.get(here).text
    db.session.execute(update(Marketplace).values(archived_at=monday))
    db.session.commit()
    assert reader.submit(f"{here}/holds", start=monday.isoformat(), minutes=60).location == f"{here}#get"
    page = reader.get(here).text
    assert "Campus is closed." in page
    assert 'class="month"' not in page


def test_ones_own_service(here: str, calculus: UUID, alice: Person, sign_in_as: SignIn) -> None:
    page = sign_in_as(alice).get(here).text
    assert f'href="{here}/times"' in page
    assert "/holds" not in page


def test_what_it_costs_to_read(client: Client, calculus: UUID, here: str, reader: Client, sign_in_as: SignIn) -> None:
    for who, most in ((client, 5), (reader, 8)):
        with noted_statements() as run:
            assert who.get(here).status_code == 200
        assert len(run) <= most, run


def test_what_visitors_are_shown_is_kept_no_longer_than_it_is_true(
    app: Flask, here: str, bob: Person, calculus: UUID, monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(10_000_000)
    monkeypatch.setitem(app.extensions, "domanu.fragments", shelf)
    visitor, address = app.test_client(use_cookies=False), f"{here}?day={monday:%Y-%m-%d}"
    before = visitor.get(address).text
    assert visitor.get(address).text == before
    assert len(shelf.texts) == 1
    hold_time(calculus, bob.id, starts_at=monday, duration=60)
    db.session.commit()
    after = visitor.get(address).text
    assert [f"at-{monday:%Y%m%dT%H%M}" in page for page in (before, after)] == [True, False]
