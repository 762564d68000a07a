from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, update

from domanu.core.db import db
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.categories import add_category
from domanu.marketplaces.operations.memberships import leave_marketplace
from domanu.services.models import Service
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
CHANGED = {"name": "Algebra", "price": "45", "description": "From *groups*.", "category": ""}


def service(key: UUID) -> Service:
    return db.session.scalars(select(Service).where(Service.id == key).execution_options(populate_existing=True)).one()


def test_it_works(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    client, address = sign_in_as(seller), f"/services/{calculus}/edit"
    page = client.get(address).text
    for value in ('value="Calculus"', 'value="40"', "From *limits*.", 'name="seen" type="hidden" value="1"'):
        assert value in page
    assert client.submit(address, **CHANGED, seen=1).location == f"/services/{calculus}"
    changed = service(calculus)
    assert (changed.name, changed.price, changed.edition) == ("Algebra", Decimal(45), 2)


def test_its_category_is_the_chosen_one(
    market: str, seller: Person, dora: Person, calculus: UUID, sign_in_as: SignIn
) -> None:
    maths = add_category(market, dora.id, "Maths")
    db.session.execute(update(Service).values(category_id=maths))
    db.session.commit()
    assert (
        f'<option selected value="{maths}">Maths</option>' in sign_in_as(seller).get(f"/services/{calculus}/edit").text
    )


@pytest.mark.parametrize("seen", ["1", "", "0", "-1", "latest", "9" * 30, "\u0661"])
def test_the_later_of_two_is_told_and_may_save_over(
    seller: Person, calculus: UUID, sign_in_as: SignIn, seen: str
) -> None:
    client, address = sign_in_as(seller), f"/services/{calculus}/edit"
    client.submit(address, **CHANGED, seen=1)
    later = CHANGED | {"name": "Analysis", "description": "From *limits* on."}
    told = client.submit(address, headers=HX, **later, seen=seen)
    assert told.status_code == 422
    for words in ("saved elsewhere meanwhile", "<dd>Algebra</dd>", "From *groups*.", "From *limits* on.", "Analysis"):
        assert words in told.text
    assert "The price is" not in told.text, "both typed the same"
    assert service(calculus).name == "Algebra"
    now_seen = re.search(r'name="seen"[^>]*value="([^"]+)"', told.text)
    assert now_seen
    assert client.submit(address, **later, seen=now_seen[1]).location == f"/services/{calculus}"
    assert service(calculus).name == "Analysis"


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [("name", "", "Give it a name."), ("price", "x", "Type a price"), ("category", "x", "That category is gone.")],
)
def test_bad_input(seller: Person, calculus: UUID, sign_in_as: SignIn, field: str, value: str, complaint: str) -> None:
    answer = sign_in_as(seller).submit(f"/services/{calculus}/edit", headers=HX, **CHANGED | {field: value}, seen=1)
    assert answer.status_code == 422
    assert complaint in answer.text
    assert "From *groups*." in answer.text
    assert service(calculus).name == "Calculus"


def test_how_it_looks_is_shown_and_nothing_is_saved(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    answer = sign_in_as(seller).submit(f"/services/{calculus}/edit", headers=HX, **CHANGED, seen=1, preview="yes")
    assert "From <em>groups</em>." in answer.text
    assert service(calculus).name == "Calculus"


def test_it_requires_its_seller(
    calculus: UUID, client: Client, dora: Person, bob: Person, una: Person, sign_in_as: SignIn
) -> None:
    address = f"/services/{calculus}/edit"
    assert client.get(address).location == f"/sign-in?next={address}"
    assert sign_in_as(una).get(address).location == "/confirmation"
    for person in (dora, bob):
        reader = sign_in_as(person)
        assert reader.get(address).status_code == 403
        assert reader.submit(address, **CHANGED, seen=1).status_code == 403
    assert service(calculus).name == "Calculus"


def test_not_after_leaving(market: str, seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    leave_marketplace(market, seller.id)
    db.session.commit()
    assert sign_in_as(seller).submit(f"/services/{calculus}/edit", **CHANGED, seen=1).status_code == 403


def test_not_in_a_closed_marketplace(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    db.session.execute(update(Marketplace).values(archived_at=Marketplace.created_at))
    db.session.commit()
    answer = sign_in_as(seller).submit(f"/services/{calculus}/edit", **CHANGED, seen=1)
    assert answer.location == f"/services/{calculus}"
    assert service(calculus).name == "Calculus"


def test_no_other_column_can_be_reached(seller: Person, bob: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    hostile = {"seller_id": bob.id, "status": "removed", "available": "", "edition": 40, "marketplace_id": bob.id}
    sign_in_as(seller).submit(f"/services/{calculus}/edit", **CHANGED, **hostile, seen=1)
    changed = service(calculus)
    assert (changed.seller_id, changed.status, changed.available, changed.edition) == (seller.id, "listed", True, 2)
