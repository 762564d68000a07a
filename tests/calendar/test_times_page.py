from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domanu.calendar.operations.calendars import calendar_of, change_hours
from domanu.calendar.operations.terms import set_terms, terms_of
from domanu.core.db import db
from tests.calendar.test_hours_page import SUNDAYS
from tests.support.client import HX, Client
from tests.support.hours import make_bookable
from tests.support.people import Person

SignIn = Callable[[Person], Client]
TYPED: dict[str, Any] = {
    "seen": "",
    "duration": "50",
    "others-minutes": ["90", ""],
    "others-price": ["$70", ""],
    "on_request": "yes",
    "hours": "usual",
    "week-way": "type",
    "place": " Room 4 ",
    "zone": "",
    "notice": "1440",
    "horizon": "30",
    "step": "15",
    "most_per_day": "",
    "before": "0",
    "after": "10",
    "offer": "60",
}
OWN_WEEK = {"hours": "own", "week-friday-start": ["09:00"], "week-friday-end": ["11:00"]}


@pytest.fixture
def own(seller: Person, sign_in_as: SignIn) -> Client:
    return sign_in_as(seller)


@pytest.fixture
def here(calculus: UUID) -> str:
    return f"/services/{calculus}/times"


def test_it_works(own: Client, here: str, calculus: UUID, seller: Person) -> None:
    page = own.get(here).text
    assert "Let people book a time" in page
    assert 'value="60"' in page
    assert own.submit(here, **TYPED).location == f"/services/{calculus}"
    assert "say under Hours when you work" in own.get(f"/services/{calculus}").text
    terms = terms_of(calculus)
    assert terms
    assert (terms.duration, terms.place, terms.on_request, terms.most_per_day) == (50, "Room 4", True, None)
    assert terms.other_durations == [{"minutes": 90, "price": "70.00"}]
    assert (terms.notice_minutes, terms.after_minutes, terms.availability, terms.time_zone) == (1440, 10, None, None)
    page = own.get(here).text
    for words in ("How it is booked", 'value="70"', "Switch booking off", 'value="1"'):
        assert words in page


def test_in_hours_of_its_own(own: Client, here: str, calculus: UUID) -> None:
    own.submit(here, **TYPED | OWN_WEEK | {"zone": "Asia/Tokyo", "most_per_day": "3"})
    terms = terms_of(calculus)
    assert terms
    assert terms.availability is not None
    assert terms.availability["friday"] == [{"start": "09:00", "end": "11:00"}]
    assert (terms.time_zone, terms.most_per_day) == ("Asia/Tokyo", 3)
    assert "People can book times of it now" in own.get(f"/services/{calculus}").text
    assert "Friday, from" in own.get(here).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"duration": "soon"}, "whole number from 5 to 1440"),
        ({"others-minutes": ["50"], "others-price": ["1"]}, "50 minutes stand there twice"),
        ({"others-minutes": ["1e9"], "others-price": ["1"]}, "Type the minutes"),
        ({"others-minutes": ["20"], "others-price": ["dear"]}, "Type a price such as 40"),
        ({"hours": "own"}, "Without any hours nobody can book it"),
        (OWN_WEEK | {"week-friday-end": ["08:00"]}, "09:00 to 08:00 ends before"),
        ({"step": "0"}, "Choose one of these"),
        ({"notice": "x"}, "Choose one of these"),
        ({"most_per_day": "1000"}, "whole number from 1 to 100"),
        ({"zone": "Mars/Base"}, "Not a valid choice"),
        ({"place": "x" * 201}, "Keep it under 200 letters"),
    ],
)
def test_what_is_wrong_is_told(own: Client, here: str, calculus: UUID, fields: dict[str, Any], words: str) -> None:
    answer = own.submit(here, headers=HX, **TYPED | fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Room 4" in answer.text or "place" in fields
    assert terms_of(calculus) is None


def test_an_older_form_overwrites_nothing(own: Client, here: str, calculus: UUID, seller: Person) -> None:
    make_bookable(calculus)
    answer = own.submit(here, **TYPED)
    assert answer.status_code == 422
    assert "saved elsewhere meanwhile" in answer.text
    assert own.submit(here, **TYPED | {"seen": "1"}).location == f"/services/{calculus}"
    assert own.submit(here, **TYPED | {"seen": "1"}).status_code == 422
    own.submit(f"{here}/removal")
    assert "switched off meanwhile" in own.submit(here, **TYPED | {"seen": "2"}).text


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("add-length", "Minutes of another length"),
        ("drop-length 0", "Offer it longer or shorter"),
        ("add friday", "Friday, until"),
        ("paint", 'aria-label="Friday 09:00"'),
    ],
)
def test_a_button_that_saves_nothing(own: Client, here: str, calculus: UUID, work: str, words: str) -> None:
    typed = TYPED | {"others-minutes": ["90"], "others-price": ["70"], "do": work}
    answer = own.submit(here, headers=HX, **typed)
    assert answer.status_code == 200
    assert words in answer.text
    assert "to put right" not in answer.text
    assert terms_of(calculus) is None


def test_the_preview_counts_what_can_be_booked(own: Client, here: str, calculus: UUID, seller: Person) -> None:
    change_hours(seller.id, SUNDAYS, "UTC", seen=calendar_of(seller.id).edition)
    db.session.commit()
    fields = TYPED | {"do": "preview", "duration": "60", "step": "60", "notice": "0", "after": "0"}
    answer = own.submit(here, headers=HX, **fields)
    assert answer.text.count("can be booked") == 2
    assert '<span class="note">8<' in answer.text
    assert "can be booked" not in own.submit(here, headers=HX, **fields | {"step": "0"}).text


def test_unusual_numbers_stay(own: Client, here: str, calculus: UUID, seller: Person) -> None:
    set_terms(calculus, seller.id, seen=None, duration=60, step_minutes=25, notice_minutes=7)
    db.session.commit()
    page = own.get(here).text
    assert "25 minutes apart" in page
    fields = TYPED | {"seen": "1", "step": "25", "notice": "7"}
    assert own.submit(here, **fields).location == f"/services/{calculus}"


def test_removal(own: Client, here: str, calculus: UUID) -> None:
    make_bookable(calculus)
    assert own.submit(f"{here}/removal").location == f"/services/{calculus}"
    assert terms_of(calculus) is None


def test_it_requires_its_seller(here: str, client: Client, bob: Person, sign_in_as: SignIn) -> None:
    assert client.get(here).location == f"/sign-in?next={here}"
    for path in (here, f"{here}/removal"):
        assert sign_in_as(bob).submit(path, **TYPED).status_code == 403
    assert sign_in_as(bob).get(here).status_code == 403
