from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select

from domanu.core.db import db
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.services.models import Service
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]


def status(key: UUID) -> str | None:
    return db.session.scalar(select(Service.status).where(Service.id == key))


def test_taken_down_and_put_back(calculus: UUID, dora: Person, client: Client, sign_in_as: SignIn) -> None:
    moderator, address = sign_in_as(dora), f"/services/{calculus}"
    assert "Take it down" in moderator.get(address).text
    assert moderator.submit(f"{address}/takedown").location == address
    page = moderator.get(address).text
    assert "Taken down. Only Alice and the team see it now." in page
    assert "Put it back" in page
    assert (status(calculus), client.get(address).status_code) == ("removed", 404)
    assert moderator.submit(f"{address}/takedown/removal").location == address
    assert (status(calculus), client.get(address).status_code) == ("listed", 200)


def test_the_docket_takes_its_own_place(calculus: UUID, dora: Person, sign_in_as: SignIn) -> None:
    answer = sign_in_as(dora).submit(f"/services/{calculus}/takedown", headers=HX)
    assert answer.text.lstrip().startswith('<div class="docket" id="docket">')
    assert "It was taken down." in answer.text
    assert 'id="status" hx-swap-oob="innerHTML"' in answer.text


@pytest.mark.parametrize("act", ["takedown", "takedown/removal"])
def test_it_requires_a_moderator(
    calculus: UUID, seller: Person, bob: Person, stella: Person, client: Client, sign_in_as: SignIn, act: str
) -> None:
    address = f"/services/{calculus}/{act}"
    assert client.submit(address).location == "/sign-in"
    for person in (seller, bob, stella):
        assert sign_in_as(person).submit(address).status_code == 403
    assert status(calculus) == "listed"


def test_nothing_is_put_back_in_an_archive(
    market: str, calculus: UUID, dora: Person, seller: Person, sign_in_as: SignIn
) -> None:
    archive_marketplace(market, dora.id)
    db.session.commit()
    moderator, address = sign_in_as(dora), f"/services/{calculus}"
    assert "put back once the marketplace is open again" in moderator.get(address).text
    moderator.submit(f"{address}/takedown")
    assert "Put it back" not in moderator.get(address).text
    assert moderator.submit(f"{address}/takedown/removal").location == address
    assert "nothing in it changes any longer" in moderator.get(address).text
    assert status(calculus) == "removed"
    assert "Put right" not in sign_in_as(seller).get(address).text
