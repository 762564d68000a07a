"""The waiting list in the docket of a service's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from domanu.bookings.models import Wait
from domanu.bookings.operations import waiting
from domanu.bookings.operations.waiting import join_waiting_list
from domanu.calendar.operations.blocks import block_time, remove_block
from domanu.core.db import db
from domanu.core.time import now, tell_date
from tests.support.client import Client
from tests.support.hours import make_bookable
from tests.support.people import Person

SignIn = Callable[[Person], Client]


@pytest.fixture
def full(calculus: UUID, alice: Person, monday: datetime) -> UUID:
    """Alice has blocked all of that Monday, and the key of the block is answered."""
    midnight = monday.replace(hour=0)
    block = block_time(alice.id, starts_at=midnight, ends_at=midnight + timedelta(days=1), label="Away")
    db.session.commit()
    return block


@pytest.fixture
def here(calculus: UUID, full: UUID) -> str:
    return f"/services/{calculus}"


def test_it_works(sign_in_as: SignIn, here: str, full: UUID, alice: Person, bob: Person, monday: datetime) -> None:
    client, day = sign_in_as(bob), f"{monday:%Y-%m-%d}"
    assert f"Join the waiting list for {tell_date(monday.date())}" in client.get(f"{here}?day={day}").text
    answer = client.submit(f"{here}/waits", day=day, minutes="60")
    assert (answer.status_code, answer.location) == (303, f"{here}?day={day}&minutes=60#get")
    page = client.get(f"{here}?day={day}").text
    assert "You are first in turn" in page
    assert "You are on the waiting list for" in page
    remove_block(alice.id, full)
    db.session.commit()
    assert "Offered to you until" in client.get(f"{here}?day={day}").text
    assert "is offered to you" in client.get("/bookings?show=waiting").text


def test_a_visitor_is_told_of_it(app: Flask, here: str, full: UUID, monday: datetime) -> None:
    page = app.test_client().get(f"{here}?day={monday:%Y-%m-%d}").text
    assert f"Sign in to join the waiting list for {tell_date(monday.date())}" in page
    assert 'id="wait"' not in page


def test_nothing_is_said_where_something_is_free(sign_in_as: SignIn, here: str, bob: Person, monday: datetime) -> None:
    free = monday + timedelta(days=1)
    client = sign_in_as(bob)
    assert "waiting list" not in client.get(f"{here}?day={free:%Y-%m-%d}").text
    client.submit(f"{here}/waits", day=f"{free:%Y-%m-%d}", minutes="60")
    assert "There is something free" in client.get(here).text
    assert db.session.scalars(select(Wait)).all() == []


def test_any_day_where_nothing_is_free_at_all(sign_in_as: SignIn, here: str, calculus: UUID, bob: Person) -> None:
    make_bookable(calculus, availability={})
    client = sign_in_as(bob)
    assert "Join the waiting list for any day" in client.get(here).text
    assert client.submit(f"{here}/waits", day="", minutes="60").status_code == 303
    assert "You are first in turn</b> for any day" in client.get(here).text


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"day": "someday"},
        {"minutes": "55"},
        {"day": "2020-01-01", "minutes": "60"},
        {"day": "9999-12-31", "minutes": "60"},
    ],
)
def test_nonsense(sign_in_as: SignIn, here: str, bob: Person, fields: dict[str, str]) -> None:
    client = sign_in_as(bob)
    assert client.submit(f"{here}/waits", **fields).status_code == 303
    assert db.session.scalars(select(Wait)).all() == []


def test_no_more_places_than_there_should_be(
    sign_in_as: SignIn, calculus: UUID, here: str, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_bookable(calculus, availability={})
    monkeypatch.setattr(waiting, "MOST_PLACES", 2)
    client, days = sign_in_as(bob), [f"{now() + timedelta(days=number):%Y-%m-%d}" for number in (2, 3, 4, 2)]
    for day in days:
        client.submit(f"{here}/waits", day=day, minutes="60")
    assert db.session.scalar(select(func.count()).select_from(Wait)) == 2
    client.submit(f"{here}/waits", day=days[2], minutes="60")
    assert "You wait for enough of this seller" in client.get(here).text


def test_leaving(sign_in_as: SignIn, calculus: UUID, here: str, bob: Person, charlie: Person, monday: datetime) -> None:
    key = join_waiting_list(calculus, bob.id, day=monday.date(), duration=60)
    db.session.commit()
    assert sign_in_as(charlie).submit(f"/waits/{key}/removal").status_code == 404
    answer = sign_in_as(bob).submit(f"/waits/{key}/removal")
    assert (answer.status_code, answer.location) == (303, "/bookings?show=waiting")
    assert db.session.scalar(select(Wait.status)) == "left"
