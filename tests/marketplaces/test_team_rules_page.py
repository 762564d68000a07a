from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from domanu.core.db import db
from domanu.marketplaces import join_marketplace, standing_at
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules
from domanu.services import create_service
from tests.support.client import HX, Client
from tests.support.people import Person

ANSWERS = {
    "version": "1",
    "private": "no",
    "approval": "no",
    "selling": "everyone",
    "bargaining": "y",
    "bidding": "y",
    "cancelling": "fair",
    "house_percent": "0",
    "currency": "USD",
}


@pytest.fixture
def page(market: str) -> str:
    return f"/m/{market}/team/rules"


def rules(slug: str, dora: Person) -> Rules:
    return standing_at(slug, dora.id).marketplace.rules


def test_new_rules(market: str, page: str, dora: Person, designer: Client) -> None:
    assert 'checked id="cancelling-1"' in designer.get(page).text
    assert designer.submit(page, **ANSWERS | {"house_percent": "2,5", "cancelling": "strict"}).location == page
    assert rules(market, dora) == Rules(
        private=False, house_percent=Decimal("2.50"), cancel_hours=72, cancel_percent=100
    )
    shown = designer.get(page).text
    assert "The new rules are in force." in shown
    assert 'value="2.5"' in shown


def test_nothing_changed(market: str, page: str, dora: Person, designer: Client) -> None:
    designer.submit(page, **ANSWERS)
    assert standing_at(market, dora.id).marketplace.rules_version == 1
    assert "nothing has changed" in designer.get(page).text


def test_terms_of_ones_own_are_shown_again(market: str, page: str, dora: Person, designer: Client) -> None:
    designer.submit(page, **ANSWERS | {"cancelling": "own", "cancel_hours": "48", "cancel_percent": "10"})
    shown = designer.get(page).text
    assert 'checked id="cancelling-3"' in shown
    assert 'name="cancel_hours" type="text" value="48"' in shown or 'value="48"' in shown


def test_of_two_edits_the_later_is_told(market: str, page: str, dora: Person, designer: Client) -> None:
    change_rules(market, dora.id, Rules(private=False, bidding=False), seen=1)
    db.session.commit()
    answer = designer.submit(page, **ANSWERS | {"house_percent": "7"}, headers=HX)
    assert answer.status_code == 422
    assert "were changed elsewhere" in answer.text
    assert 'name="version" type="hidden" value="2"' in answer.text
    assert 'value="7"' in answer.text
    assert rules(market, dora).house_percent == 0


def test_a_version_that_was_not_sent_is_none(market: str, page: str, dora: Person, designer: Client) -> None:
    sent = {name: value for name, value in ANSWERS.items() if name != "version"} | {"house_percent": "7"}
    answer = designer.submit(page, **sent, headers=HX)
    assert (answer.status_code, "were changed elsewhere" in answer.text) == (422, True)
    assert rules(market, dora).house_percent == 0


def test_the_currency_stays_where_there_are_prices(
    market: str, page: str, dora: Person, alice: Person, designer: Client
) -> None:
    join_marketplace(market, alice.id)
    create_service(market, alice.id, name="Calculus", description="", price=Decimal(40))
    db.session.commit()
    answer = designer.submit(page, **ANSWERS | {"currency": "EUR"}, headers=HX)
    assert answer.status_code == 422
    assert "Prices here are in USD already" in answer.text


def test_a_preview_marks_what_would_be_new(market: str, page: str, dora: Person, designer: Client) -> None:
    shown = designer.submit(f"{page}/preview", **ANSWERS | {"private": "yes", "approval": "yes"}, headers=HX).text
    assert shown.count('class="changed"') == 2
    assert "A mail tells the members" in shown
    assert not rules(market, dora).private
    assert 'id="opening"' in designer.submit(f"{page}/preview", **ANSWERS).text


@pytest.mark.parametrize("wrong", [{"private": ""}, {"house_percent": "99"}, {"currency": "JPY"}])
def test_bad_answers(market: str, page: str, dora: Person, designer: Client, wrong: dict[str, str]) -> None:
    assert designer.submit(page, **ANSWERS | wrong, headers=HX).status_code == 422
    assert rules(market, dora) == Rules(private=False)


def test_another_designer(market: str, page: str, make_person: Callable[[str], Person], client: Client) -> None:
    other = client.sign_in(make_person("otto").id)
    assert other.get(page).status_code == 403
    assert other.submit(page, **ANSWERS).status_code == 403


def test_members_are_not_mailed_all_day(page: str, designer: Client) -> None:
    """What is refused does not count."""
    wrong, right = ANSWERS | {"private": ""}, ANSWERS
    answers = [designer.submit(page, **given).status_code for given in [wrong] + [right] * 21]
    assert answers == [422] + [303] * 20 + [429]
