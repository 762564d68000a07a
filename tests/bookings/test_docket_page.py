"""What is free, in the docket of a service's page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask

from domanu.bookings.models import Hold
from domanu.bookings.operations.holds import hold_time
from domanu.bookings.pages.times import told_briefly
from domanu.calendar.operations.blocks import block_time
from domanu.calendar.operations.exceptions import set_days
from domanu.core.db import db
from domanu.core.fragments import Shelf
from domanu.core.time import tell_date
from domanu.profiles import update_profile
from tests.bookings.docket import hold
from tests.support.client import HX, Client
from tests.support.hours import make_bookable
from tests.support.people import Person
from tests.support.statements import noted_statements

SignIn = Callable[[Person], Client]


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
