from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from domanu.core.db import db
from domanu.marketplaces.looks import PALETTES
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.rules import Rules
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
NEW, PREVIEW = "/marketplaces/new", "/marketplaces/new/preview"
ANSWERS: dict[str, str] = {
    "title": "Allotment Row",
    "description": "An hour of weeding for a basket of plums.",
    "private": "no",
    "approval": "yes",
    "selling": "everyone",
    "bargaining": "y",
    "cancelling": "fair",
    "house_percent": "5",
    "currency": "EUR",
    "palette": "1f4e79f6ead0e5a72e",
    "pattern": "dots",
}


def marketplaces() -> list[Marketplace]:
    return list(db.session.scalars(select(Marketplace).execution_options(populate_existing=True)))


def test_it_works(designer: Client) -> None:
    assert 'name="private" type="radio" value="yes"' in designer.get(NEW).text
    answer = designer.submit(NEW, **ANSWERS)
    assert (answer.status_code, answer.location) == (303, "/m/allotment-row")
    made = marketplaces()[0]
    assert made.rules == Rules(private=False, approval=True, bidding=False, currency="EUR", house_percent=Decimal(5))
    assert (made.title, made.pattern, made.colours) == ("Allotment Row", "dots", PALETTES["Harbour"])
    page = designer.get("/m/allotment-row").text
    assert "Allotment Row is open." in page
    assert "Invite the first members" in page


def test_what_is_usual_is_chosen_already(designer: Client) -> None:
    checked = set(re.findall(r'<input checked[^>]* name="(\w+)" type="\w+" value="([^"]*)"', designer.get(NEW).text))
    assert {("private", "yes"), ("approval", "no"), ("bargaining", "y"), ("bidding", "y")} <= checked
    assert {("cancelling", "fair"), ("selling", "everyone"), ("pattern", "stripes")} <= checked


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "Give it a name."),
        ({"title": "x" * 81}, "Keep it under 80 letters."),
        ({"description": ""}, "one sentence is enough"),
        ({"private": "perhaps"}, "Choose one of these."),
        ({"pattern": "tartan"}, "Choose one of these."),
        ({"palette": "own", "strong": "red"}, "A colour is #"),
        ({"house_percent": "30"}, "30% is more than this site allows. Choose 0 to 15."),
        ({"house_percent": "NaN"}, "Type a figure from 0 to 15"),
        ({"house_percent": "-1"}, "Choose 0 to 15, with two digits"),
        ({"house_percent": "2.345"}, "with two digits"),
        ({"house_percent": "1e9"}, "is more than this site allows"),
        ({"house_percent": "1e999999"}, "Type a figure from 0 to 15"),
        ({"house_percent": "1e99999999"}, "Type a figure from 0 to 15"),
        ({"cancelling": "own", "cancel_hours": "soon", "cancel_percent": "10"}, "a whole number from 0 to 720"),
        ({"cancelling": "own", "cancel_hours": "4", "cancel_percent": "101"}, "a whole number from 0 to 100"),
    ],
)
def test_bad_answers(designer: Client, wrong: dict[str, str], said: str) -> None:
    answer = designer.submit(NEW, **(ANSWERS | wrong), headers=HX)
    assert answer.status_code == 422
    assert said in answer.text
    assert "An hour of weeding" in answer.text or "description" in wrong
    assert marketplaces() == []


@pytest.mark.parametrize(
    ("answer", "terms"),
    [
        ({"cancelling": "kind"}, (1, 50)),
        ({"cancelling": "strict", "cancel_hours": "3", "cancel_percent": "4"}, (72, 100)),
        ({"cancelling": "own", "cancel_hours": "48", "cancel_percent": "25"}, (48, 25)),
    ],
)
def test_terms(designer: Client, answer: dict[str, str], terms: tuple[int, int]) -> None:
    designer.submit(NEW, **(ANSWERS | answer))
    made = marketplaces()[0]
    assert (made.cancel_hours, made.cancel_percent) == terms


def test_colours_of_ones_own(designer: Client) -> None:
    designer.submit(NEW, **ANSWERS | {"palette": "own", "strong": "#7A3CFF", "pale": "#eeeeee", "third": "#00aa77"})
    assert marketplaces()[0].palette == "7a3cffeeeeee00aa77"


def test_a_preview_keeps_nothing(designer: Client) -> None:
    page = designer.submit(PREVIEW, **ANSWERS, headers=HX).text
    assert "<h2>Allotment Row</h2>" in page
    assert "<b>Joining is by asking.</b>" in page
    assert 'id="cloth-waves"' in page
    assert "Open Allotment Row</span>" in page
    assert "<form" not in page
    assert marketplaces() == []


def test_a_preview_marks_what_was_changed_last(designer: Client) -> None:
    told = re.findall(r'name="told" form="opening" value="([^"]+)"', designer.submit(PREVIEW, **ANSWERS).text)
    assert len(told) == 6
    again: dict[str, Any] = ANSWERS | {"approval": "no", "told": told}
    page = designer.submit(PREVIEW, **again, headers=HX).text
    assert page.count('class="changed"') == 1
    assert "New: </span><b>Anyone may join.</b>" in page


def test_a_preview_without_scripts_keeps_what_was_typed(designer: Client) -> None:
    answer = designer.submit(PREVIEW, **ANSWERS | {"house_percent": "30"})
    assert answer.status_code == 200
    assert 'value="Allotment Row"' in answer.text
    assert "is not decided yet: choose 0 to 15%." in answer.text


def test_a_preview_of_what_cannot_be_read(designer: Client) -> None:
    unreadable = {"title": "Row\x08", "palette": "own", "pale": "", "house_percent": "soon"}
    answer = designer.submit(PREVIEW, **ANSWERS | unreadable)
    assert answer.status_code == 200
    assert "There is a character in this that cannot be kept." in answer.text
    assert "A colour is #" in answer.text
    assert "is not decided yet: choose 0 to 15%." in answer.text


def test_nobody_but_designers(alice: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(alice)
    assert client.get(NEW).location == "/designer"
    assert client.submit(NEW, **ANSWERS).location == "/designer"
    assert marketplaces() == []


def test_openings_are_limited_but_not_what_is_refused(designer: Client) -> None:
    answers = [designer.submit(NEW, **ANSWERS | {"title": title}).status_code for title in [""] + ["Row"] * 31]
    assert answers == [422] + [303] * 30 + [429]
