from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select, update

from domanu.core.db import db
from domanu.marketplaces import leave_marketplace
from domanu.marketplaces.models import Marketplace
from domanu.services.models import Service
from tests.support.client import Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]


def is_there(key: UUID) -> bool:
    return db.session.scalar(select(Service.id).where(Service.id == key)) is not None


def test_it_works(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    client, address = sign_in_as(seller), f"/services/{calculus}/removal"
    assert "Delete “Calculus”?" in client.get(address).text
    assert client.submit(address).location == "/selling/services"
    assert "“Calculus” is deleted." in client.get("/selling/services").text
    assert not is_there(calculus)
    assert client.submit(address).status_code == 404


def test_it_requires_its_seller(calculus: UUID, client: Client, dora: Person, bob: Person, sign_in_as: SignIn) -> None:
    address = f"/services/{calculus}/removal"
    assert client.get(address).location == f"/sign-in?next={address}"
    assert client.submit(address).location == "/sign-in"
    for person in (dora, bob):
        reader = sign_in_as(person)
        assert (reader.get(address).status_code, reader.submit(address).status_code) == (403, 403)
    assert is_there(calculus)


def test_also_in_a_closed_marketplace(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    db.session.execute(update(Marketplace).values(archived_at=Marketplace.created_at))
    db.session.commit()
    assert sign_in_as(seller).submit(f"/services/{calculus}/removal").location == "/selling/services"
    assert not is_there(calculus)


def test_also_from_a_private_marketplace_that_they_have_left(
    market: str, seller: Person, charlie: Person, calculus: UUID, client: Client, sign_in_as: SignIn
) -> None:
    leave_marketplace(market, seller.id)
    db.session.execute(update(Marketplace).values(private=True))
    db.session.commit()
    address = f"/services/{calculus}/removal"
    for stranger in (client, sign_in_as(charlie)):
        assert (stranger.get(address).status_code, stranger.submit(address).status_code) == (404, 404)
    reader = sign_in_as(seller)
    page = reader.get(address).text
    assert "Delete “Calculus”?" in page
    assert "Campus" not in page
    assert f'href="/services/{calculus}"' not in page
    assert reader.submit(address).location == "/selling/services"
    assert not is_there(calculus)
