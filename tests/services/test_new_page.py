from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from domanu.core.db import db
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.categories import add_category
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules
from domanu.services.models import Service
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
NEW = "/m/campus/services/new"
GUITAR = {"name": "Guitar from zero", "price": "12,50", "description": "Hands first.", "category": ""}


def services() -> list[Service]:
    db.session.expire_all()
    return list(db.session.scalars(select(Service)))


def test_it_works(seller: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(seller)
    assert "Put it on sale" in client.get(NEW).text
    answer = client.submit(NEW, **GUITAR)
    service = services()[0]
    assert answer.location == f"/services/{service.id}"
    assert (service.name, service.price, service.seller_id) == ("Guitar from zero", Decimal("12.50"), seller.id)
    assert "It is on sale." in client.get(answer.location).text


def test_in_a_category(seller: Person, dora: Person, market: str, sign_in_as: SignIn) -> None:
    assert "Category" not in sign_in_as(seller).get(NEW).text
    music = add_category(market, dora.id, "Music")
    db.session.commit()
    sign_in_as(seller).submit(NEW, **GUITAR | {"category": str(music)})
    assert services()[0].category_id == music


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("name", " ", "Give it a name."),
        ("name", "G" * 121, "under 120"),
        ("name", "Gui\x00tar", "cannot be kept"),
        ("price", "", "Type a price such as 40"),
        ("price", "a lot", "Type a price such as 40"),
        ("price", "-5", "Type a price such as 40"),
        ("price", "NaN", "Type a price such as 40"),
        ("price", "1000000", "999,999.99 is the most"),
        ("description", "a" * 10_001, "under 10,000"),
        ("category", str(UUID(int=7)), "That category is gone."),
        ("category", "music", "That category is gone."),
    ],
)
def test_bad_input(seller: Person, sign_in_as: SignIn, field: str, value: str, complaint: str) -> None:
    answer = sign_in_as(seller).submit(NEW, headers=HX, **GUITAR | {field: value})
    assert answer.status_code == 422
    assert complaint in answer.text
    assert "Hands first." in answer.text or field == "description", "what was typed is kept"
    assert services() == []


def test_a_price_is_kept_as_it_was_typed(seller: Person, sign_in_as: SignIn) -> None:
    assert 'value="twelve or so"' in sign_in_as(seller).submit(NEW, **GUITAR | {"price": "twelve or so"}).text


@pytest.mark.parametrize("headers", [HX, {}])
def test_how_it_looks_is_shown_and_nothing_is_saved(
    seller: Person, sign_in_as: SignIn, headers: dict[str, str]
) -> None:
    typed = GUITAR | {"description": "**Hands** first. <script>alert(1)</script>", "preview": "yes"}
    answer = sign_in_as(seller).submit(NEW, headers=headers, **typed)
    assert answer.status_code == 200
    assert "<strong>Hands</strong> first." in answer.text
    assert "<script>alert" not in answer.text
    assert "$12.50" in answer.text
    assert ('name="price"' in answer.text) is not bool(headers)
    assert services() == []


def test_a_preview_of_nearly_nothing(seller: Person, sign_in_as: SignIn) -> None:
    answer = sign_in_as(seller).submit(NEW, headers=HX, preview="yes", name="", price="x", description="")
    assert "The name of it" in answer.text


def test_who_may_not_sell(
    market: str, private_market: str, client: Client, bob: Person, una: Person, sign_in_as: SignIn
) -> None:
    assert client.get(NEW).location == f"/sign-in?next={NEW}"
    assert sign_in_as(una).get(NEW).location == "/confirmation"
    assert sign_in_as(bob).get(NEW).status_code == 403
    assert sign_in_as(bob).submit(NEW, **GUITAR).status_code == 403
    for reader in (client, sign_in_as(una), sign_in_as(bob)):
        assert reader.get(f"/m/{private_market}/services/new").status_code == 404
        assert reader.submit(f"/m/{private_market}/services/new", **GUITAR).status_code == 404


def test_new_rules_are_agreed_to_first(seller: Person, dora: Person, market: str, sign_in_as: SignIn) -> None:
    change_rules(market, dora.id, Rules(private=False, cancel_hours=48), seen=1)
    db.session.commit()
    client = sign_in_as(seller)
    assert client.get(NEW).location == "/m/campus#rules"
    assert client.submit(NEW, **GUITAR).location == "/m/campus#rules"
    assert services() == []


def test_not_in_a_closed_marketplace(seller: Person, sign_in_as: SignIn) -> None:
    db.session.execute(update(Marketplace).values(archived_at=Marketplace.created_at))
    db.session.commit()
    assert sign_in_as(seller).submit(NEW, **GUITAR).location == "/m/campus"
    assert services() == []


def test_no_other_column_can_be_reached(seller: Person, bob: Person, sign_in_as: SignIn) -> None:
    hostile: dict[str, Any] = {"seller_id": bob.id, "status": "removed", "available": "", "edition": 9, "cover": "x"}
    sign_in_as(seller).submit(NEW, **GUITAR | hostile | {"description_html": "<script>"})
    service = services()[0]
    assert (service.seller_id, service.status, service.available) == (seller.id, "listed", True)
    assert (service.edition, service.cover) == (1, None)
    assert "<script>" not in service.description_html
