from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domanu.calendar.models import TimeClaim
from domanu.calendar.operations import blocks
from domanu.calendar.operations.blocks import block_time
from domanu.calendar.operations.calendars import calendar_of
from domanu.core.db import db
from domanu.core.time import now
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
HERE = "/selling/blocks/new"
DAY = now().date() + timedelta(days=20)
TEN = datetime(DAY.year, DAY.month, DAY.day, 10, tzinfo=UTC)
TYPED: dict[str, Any] = {"day": str(DAY), "start": "10:00", "end": "12:00", "last": "", "label": "Dentist"}


@pytest.fixture
def own(seller: Person, sign_in_as: SignIn) -> Client:
    return sign_in_as(seller)


def blocks_of(person: Person) -> list[tuple[datetime, datetime, str]]:
    columns = (TimeClaim.starts_at, TimeClaim.ends_at, TimeClaim.label)
    rows = db.session.execute(select(*columns).where(TimeClaim.resource_id == person.id).order_by(TimeClaim.starts_at))
    return [(row[0], row[1], row[2]) for row in rows]


def blocked(person: Person) -> UUID:
    key = block_time(person.id, starts_at=TEN, ends_at=TEN + timedelta(hours=2), label="Dentist")
    db.session.commit()
    return key


def test_it_works(own: Client, seller: Person) -> None:
    page = own.get(f"{HERE}?day={DAY}&start=15:00").text
    for words in (f'value="{DAY}"', 'value="15:00"', 'value="16:00"', "Times are UTC"):
        assert words in page
    assert own.submit(HERE, **TYPED).location == f"/selling/calendar?at={DAY}"
    assert blocks_of(seller) == [(TEN, TEN + timedelta(hours=2), "Dentist")]
    page = own.get(f"/selling/calendar?at={DAY}").text
    for words in ("10:00 is blocked", "Dentist", "10:00 to 12:00"):
        assert words in page


@pytest.mark.parametrize("query", ["", "?day=x&start=y", "?day=0001-01-01", "?start=23:30", "?day=2100-12-31&start=99"])
def test_whatever_the_address_proposes(own: Client, query: str) -> None:
    assert own.get(f"{HERE}{query}").status_code == 200


def test_late_in_the_evening_it_proposes_midnight(own: Client) -> None:
    assert 'value="00:00"' in own.get(f"{HERE}?day={DAY}&start=23:30").text


def test_until_midnight_and_over_it(own: Client, seller: Person) -> None:
    own.submit(HERE, **TYPED | {"start": "22:00", "end": "00:00"})
    own.submit(HERE, **TYPED | {"start": "08:00", "end": "06:00", "last": str(DAY + timedelta(1)), "day": str(DAY)})
    midnight = TEN + timedelta(hours=14)
    assert [block[1] for block in blocks_of(seller)] == [midnight]
    own.submit(HERE, **TYPED | {"start": "00:00", "end": "06:00", "day": str(DAY + timedelta(1))})
    assert blocks_of(seller)[1][:2] == (midnight, midnight + timedelta(hours=6))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"day": ""}, "Choose a day"),
        ({"start": "late"}, "Type a time such as 09:00"),
        ({"end": "10:00"}, "That is not after the start"),
        ({"last": str(DAY - timedelta(1))}, "before the first day"),
        ({"last": str(DAY + timedelta(8))}, "seven days at most"),
        ({"label": "x" * 121}, "Keep it under 120 letters"),
    ],
)
def test_what_cannot_be_blocked(own: Client, seller: Person, fields: dict[str, str], words: str) -> None:
    answer = own.submit(HERE, headers=HX, **TYPED | fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert blocks_of(seller) == []


def test_what_is_in_the_way_is_told(own: Client, seller: Person) -> None:
    blocked(seller)
    answer = own.submit(HERE, **TYPED | {"start": "11:00", "end": "13:00"})
    assert answer.status_code == 422
    assert "You have blocked" in answer.text
    assert "10:00 to 12:00. Leave that out" in answer.text
    assert 'value="11:00"' in answer.text


def test_there_is_only_so_much_room(own: Client, seller: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST_BLOCKS", 1)
    blocked(seller)
    answer = own.submit(HERE, **TYPED | {"start": "15:00", "end": "16:00"})
    assert answer.status_code == 422
    assert "You have 1 blocks to come." in answer.text
    assert len(blocks_of(seller)) == 1


def test_removal(own: Client, seller: Person, bob: Person, sign_in_as: SignIn) -> None:
    key = blocked(seller)
    here = f"/selling/blocks/{key}/removal"
    calendar_of(bob.id)
    for other in (sign_in_as(bob).get(here), sign_in_as(bob).submit(here)):
        assert other.status_code == 404
    assert "You have blocked" in own.get(here).text
    assert own.submit(here).location == f"/selling/calendar?at={DAY}"
    assert blocks_of(seller) == []
    assert own.get(here).status_code == 404
    assert "is free again" in own.get(f"/selling/calendar?at={DAY}").text
