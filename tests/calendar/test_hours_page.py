from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domanu.calendar.hours import Span, read_week
from domanu.calendar.operations.calendars import calendar_of, change_hours, find_calendar
from domanu.calendar.operations.exceptions import coming_exceptions
from domanu.core.db import db
from domanu.core.time import now
from tests.support.client import HX, Client
from tests.support.hours import make_bookable
from tests.support.people import Person

SignIn = Callable[[Person], Client]
HERE = "/selling/hours"
TYPED: dict[str, Any] = {
    "seen": "1",
    "zone": "Europe/Berlin",
    "week-way": "type",
    "week-monday-start": ["09:00", "13:00"],
    "week-monday-end": ["12:00", "17:00"],
}
SUNDAYS = read_week({"sunday": [{"start": "09:00", "end": "17:00"}]})
BEFORE_WINTER = datetime(2027, 10, 25, 12, tzinfo=UTC)


@pytest.fixture
def own(seller: Person, sign_in_as: SignIn) -> Client:
    return sign_in_as(seller)


def test_it_works(own: Client, seller: Person) -> None:
    assert "Nothing can be booked before you have some" in own.get(HERE).text
    assert find_calendar(seller.id) is None
    assert own.submit(HERE, **TYPED).location == HERE
    calendar = calendar_of(seller.id)
    assert calendar.time_zone == "Europe/Berlin"
    assert calendar.hours["monday"] == [{"start": "09:00", "end": "12:00"}, {"start": "13:00", "end": "17:00"}]
    page = own.get(HERE).text
    assert "Your hours are saved" in page
    assert "09:00 to 12:00,</span>" in page


def test_what_is_wrong_is_told_where_it_is(own: Client, seller: Person) -> None:
    wrong = TYPED | {"week-tuesday-start": "13:00", "week-tuesday-end": "12:00"}
    answer = own.submit(HERE, headers=HX, **wrong)
    assert answer.status_code == 422
    for words in ("One thing to put right", "13:00 to 12:00 ends before", 'value="13:00"', 'value="09:00"'):
        assert words in answer.text
    assert own.submit(HERE, **TYPED | {"zone": "Mars/Base"}).status_code == 422
    assert find_calendar(seller.id) is None


def test_an_older_form_overwrites_nothing(own: Client, seller: Person) -> None:
    own.submit(HERE, **TYPED)
    answer = own.submit(HERE, **TYPED | {"week-monday-start": ["10:00"], "week-monday-end": ["11:00"]})
    assert answer.status_code == 422
    assert "saved your hours elsewhere meanwhile" in answer.text
    assert 'name="seen" type="hidden" value="2"' in answer.text
    assert 'value="10:00"' in answer.text


@pytest.mark.parametrize(
    ("work", "more", "words"),
    [
        ("add tuesday", {}, 'aria-label="Tuesday, from"'),
        ("drop monday 0", {}, "Monday 13:00 to 17:00"),
        ("copy", {"week-from": "monday", "week-to": "all"}, "Remove Sunday 09:00 to 12:00"),
        ("paint", {}, 'value="0-18" aria-label="Monday 09:00" checked'),
        ("preview", {}, "13:00 to 17:00</span>"),
    ],
)
def test_a_button_that_saves_nothing(own: Client, seller: Person, work: str, more: dict[str, str], words: str) -> None:
    for headers in ({}, HX):
        answer = own.submit(HERE, headers=headers, **TYPED | more | {"do": work})
        assert answer.status_code == 200
        assert words in answer.text
    assert find_calendar(seller.id) is None


def test_hours_are_painted(own: Client, seller: Person) -> None:
    cells = [f"{day}-{half}" for day in (0, 4) for half in (18, 19, 46, 47)]
    own.submit(HERE, seen="1", zone="UTC", **{"week-way": "paint", "week-cell": cells})
    hours = calendar_of(seller.id).hours
    assert hours["friday"] == [{"start": "09:00", "end": "10:00"}, {"start": "23:00", "end": "24:00"}]
    assert hours["tuesday"] == []


def test_days_off(own: Client, seller: Person) -> None:
    first = (now() + timedelta(days=10)).date()
    last = first + timedelta(days=2)
    answer = own.submit("/selling/days-off", first=str(first), last=str(last), kind="closed", note="Holidays")
    assert answer.location == HERE
    page = own.get(HERE).text
    assert "Closed. Holidays" in page
    assert page.count("Work as usual") == 1
    [key, *_] = [aside.id for aside in coming_exceptions(seller.id)]
    assert own.submit(f"/selling/days-off/{key}/removal").location == HERE
    assert coming_exceptions(seller.id) == []
    assert own.submit(f"/selling/days-off/{key}/removal").status_code == 404


def test_other_hours_for_one_service(own: Client, seller: Person, calculus: UUID) -> None:
    make_bookable(calculus)
    day = str((now() + timedelta(days=10)).date())
    fields: dict[str, Any] = {"first": day, "kind": "own", "service": str(calculus)}
    hours = {"spans-start": ["10:00", ""], "spans-end": ["12:00", ""]}
    own.submit("/selling/days-off", **fields, **hours)
    [aside] = coming_exceptions(seller.id)
    assert (aside.spans, aside.service_id) == ((Span(600, 720),), calculus)
    assert "10:00 to 12:00, only Calculus" in own.get(HERE).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"first": ""}, "Choose a day from the calendar"),
        ({"first": "1066-10-14"}, "Choose a day from the calendar"),
        ({"first": "2027-05-05", "last": "2027-05-04"}, "before the first day"),
        ({"first": "2027-05-05", "last": "2029-05-04"}, "more than 366 days"),
        ({"first": "2027-05-05", "kind": "own"}, "at least one stretch of time"),
        ({"first": "2027-05-05", "kind": "own", "spans-start": "12:00", "spans-end": "10:00"}, "ends before it begins"),
        ({"first": "2027-05-05", "service": "01a1fec1-7df6-71e1-9a5d-000000000000"}, "Not a valid choice"),
        ({"first": "2027-05-05", "note": "x" * 121}, "Keep it under 120 letters"),
    ],
)
def test_days_that_are_none(own: Client, seller: Person, fields: dict[str, str], words: str) -> None:
    answer = own.submit("/selling/days-off", headers=HX, **{"kind": "closed"} | fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Your week" not in answer.text


def test_nobody_removes_anothers(own: Client, seller: Person, bob: Person, sign_in_as: SignIn) -> None:
    own.submit("/selling/days-off", first=str(now().date() + timedelta(3)), kind="closed")
    [aside] = coming_exceptions(seller.id)
    assert sign_in_as(bob).submit(f"/selling/days-off/{aside.id}/removal").status_code == 404
    assert coming_exceptions(seller.id)


def test_the_preview_marks_other_days_and_odd_clocks(
    own: Client, seller: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_hours(seller.id, SUNDAYS, "Europe/Berlin", seen=calendar_of(seller.id).edition)
    db.session.commit()
    monkeypatch.setattr("domanu.calendar.pages.coming.now", lambda: BEFORE_WINTER)
    assert "The clocks go back, to CET." in own.get(HERE).text
