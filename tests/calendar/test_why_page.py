from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domanu.calendar.operations.blocks import block_time
from domanu.core.db import db
from domanu.core.time import now
from tests.support.client import HX, Client
from tests.support.hours import make_bookable
from tests.support.people import Person

SignIn = Callable[[Person], Client]


def test_it_works(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    make_bookable(calculus)
    day = now().date() + timedelta(days=5)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    block_time(seller.id, starts_at=noon, ends_at=noon + timedelta(hours=1), label="Dentist")
    db.session.commit()
    client = sign_in_as(seller)
    page = client.get(f"/services/{calculus}/why?day={day}").text
    for words in ("Outside your hours", "You have blocked it", "Dentist", "Free", "times are free", "UTC"):
        assert words in page
    part = client.get(f"/services/{calculus}/why?day={day}", headers=HX).text
    assert part.lstrip().startswith('<div class="section-head">')
    assert client.get(f"/services/{calculus}/why?day=tomorrow").status_code == 200
    far = now().date() + timedelta(days=200)
    assert "Too far ahead" in client.get(f"/services/{calculus}/why?day={far}").text


def test_only_where_it_is_booked_by_time(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    assert sign_in_as(seller).get(f"/services/{calculus}/why").location == f"/services/{calculus}/times"


def test_it_requires_its_seller(calculus: UUID, client: Client, bob: Person, sign_in_as: SignIn) -> None:
    make_bookable(calculus)
    assert client.get(f"/services/{calculus}/why").location.startswith("/sign-in")
    assert sign_in_as(bob).get(f"/services/{calculus}/why").status_code == 403
