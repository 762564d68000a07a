"""Calendars elsewhere, on their page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import update

from domanu.calendar.models import BusyFeed
from domanu.calendar.operations.feeds import own_feeds
from domanu.core.db import db
from domanu.core.time import now
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
HERE = "/selling/feeds"
TYPED = {"name": "Work", "address": "https://calendar.example.org/work.ics"}


@pytest.fixture
def own(alice: Person, sign_in_as: SignIn) -> Client:
    return sign_in_as(alice)


def test_it_works(own: Client, alice: Person) -> None:
    assert "Get the address" in own.get(HERE).text
    assert own.submit(HERE, **TYPED).location == HERE
    page = own.get(HERE).text
    for words in ("Work", "calendar.example.org", "Not read yet"):
        assert words in page
    db.session.execute(update(BusyFeed).values(read_at=now(), problem="It answers with a page."))
    db.session.commit()
    page = own.get(HERE).text
    for words in ("It answers with a page.", "holds until then"):
        assert words in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " "}, "Give it a name"),
        ({"address": ""}, "Paste the address"),
        ({"address": "ftp://example.org/x.ics"}, 'aria-invalid="true"'),
        ({"name": "x" * 61}, "Keep it under 60 letters"),
    ],
)
def test_what_cannot_be_read(own: Client, alice: Person, fields: dict[str, str], words: str) -> None:
    answer = own.submit(HERE, headers=HX, **TYPED | fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert own_feeds(alice.id) == []


def test_removal(own: Client, alice: Person, bob: Person, sign_in_as: SignIn) -> None:
    own.submit(HERE, **TYPED)
    [feed] = own_feeds(alice.id)
    assert sign_in_as(bob).submit(f"{HERE}/{feed.id}/removal").status_code == 404
    assert own.submit(f"{HERE}/{feed.id}/removal").location == HERE
    assert own_feeds(alice.id) == []


def test_the_secret_address_comes_and_goes(own: Client) -> None:
    back = {"Referer": f"http://localhost{HERE}"}
    assert own.submit("/bookings/link", headers=back, part="seller").location == HERE
    assert "Your secret address" in own.get(HERE).text
