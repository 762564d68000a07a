"""What the docket of a service's page does not take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from domanu.bookings.pages import holds
from domanu.core.db import db
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules
from tests.bookings.docket import hold
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
Sell = Callable[..., UUID]


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
