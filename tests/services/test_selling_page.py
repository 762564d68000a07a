from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select, update

from domanu.core.db import db
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.models import Marketplace, Membership
from domanu.marketplaces.operations.memberships import leave_marketplace
from domanu.services.models import Service
from domanu.services.operations.services import take_down
from tests.support.client import HX, Client
from tests.support.people import Person
from tests.test_statements import statements_of

SignIn = Callable[[Person], Client]
Sell = Callable[..., UUID]
Open = Callable[..., str]


def is_available(key: UUID) -> bool | None:
    return db.session.scalar(select(Service.available).where(Service.id == key))


def test_it_works(
    seller: Person, calculus: UUID, open_market: Open, dora: Person, sell_as: Sell, sign_in_as: SignIn
) -> None:
    music = open_market("Music room", private=False, currency="EUR")
    spare = open_market("Nothing of hers yet", private=False)
    team = open_market("Not for her to sell", private=False, selling="team")
    for slug in (music, spare, team):
        join_marketplace(slug, seller.id)
    guitar = sell_as(seller, music, "Guitar", "12.50")
    other = sell_as(dora, music, "Not hers")
    page = sign_in_as(seller).get("/selling/services").text
    for words in ("Campus", "Music room", "Calculus", "€12.50", f"/services/{guitar}/edit", f"service-{calculus}"):
        assert words in page
    assert str(other) not in page
    assert "Not for her to sell" not in page
    assert page.index("Music room") < page.index('id="at-campus"') < page.index("Nothing of hers yet")
    assert f"/m/{spare}/services/new" in page


def test_nothing_yet(seller: Person, bob: Person, sign_in_as: SignIn) -> None:
    assert "You sell nothing yet" in sign_in_as(seller).get("/selling/services").text
    assert "/m/campus/services/new" in sign_in_as(seller).get("/selling/services").text
    assert "You cannot sell anywhere yet" in sign_in_as(bob).get("/selling/services").text


def test_it_requires_somebody(client: Client) -> None:
    assert client.get("/selling/services").location == "/sign-in?next=/selling/services"


def test_what_is_out_of_sight_says_why(
    market: str, seller: Person, dora: Person, calculus: UUID, sell: Sell, sign_in_as: SignIn
) -> None:
    take_down(calculus, dora.id)
    db.session.commit()
    page = sign_in_as(seller).get("/selling/services").text
    assert "Taken down" in page
    assert 'role="switch"' not in page
    leave_marketplace(market, seller.id)
    db.session.execute(update(Service).values(status="suspended"))
    db.session.commit()
    assert "Out of sight" in sign_in_as(seller).get("/selling/services").text


@pytest.mark.parametrize(("status", "is_named"), [("left", False), ("pending", True)])
def test_what_is_left_behind_in_a_private_marketplace(
    market: str, seller: Person, calculus: UUID, sign_in_as: SignIn, status: str, is_named: bool
) -> None:
    leave_marketplace(market, seller.id)
    db.session.execute(update(Membership).where(Membership.user_id == seller.id).values(status=status))
    db.session.execute(update(Marketplace).values(private=True, currency="EUR", palette="6b2d5cf7e3d4e3a33b"))
    db.session.commit()
    page = sign_in_as(seller).get("/selling/services").text
    assert f'href="/services/{calculus}/removal"' in page
    assert ("Campus" in page) is is_named
    for words in ("/m/campus", "€", "6b2d5c", f"/services/{calculus}/edit", f'href="/services/{calculus}"'):
        assert words not in page


def test_switched_without_scripts(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    client = sign_in_as(seller)
    assert client.submit(f"/services/{calculus}/availability", available="off").location == "/selling/services"
    assert "“Calculus” is resting." in client.get("/selling/services").text
    assert is_available(calculus) is False
    client.submit(f"/services/{calculus}/availability", available="on")
    assert is_available(calculus) is True


def test_the_row_takes_its_own_place(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    client = sign_in_as(seller)
    answer = client.submit(f"/services/{calculus}/availability", headers=HX, available="off", place="row")
    assert answer.text.lstrip().startswith(f'<li class="listing resting" id="service-{calculus}">')
    assert 'aria-checked="false"' in answer.text
    assert "“Calculus” is resting." in answer.text.partition("hx-swap-oob")[2]


def test_so_does_the_docket(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    client = sign_in_as(seller)
    answer = client.submit(f"/services/{calculus}/availability", headers=HX, available="off", place="docket")
    assert answer.text.lstrip().startswith('<div class="docket" id="docket">')
    assert "It is resting" in answer.text


def test_the_switch_requires_its_seller(
    calculus: UUID, client: Client, dora: Person, bob: Person, sign_in_as: SignIn
) -> None:
    address = f"/services/{calculus}/availability"
    assert client.submit(address, available="off").location == "/sign-in"
    for person in (dora, bob):
        assert sign_in_as(person).submit(address, available="off").status_code == 403
    assert is_available(calculus) is True


def test_not_in_a_closed_marketplace(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    db.session.execute(update(Marketplace).values(archived_at=Marketplace.created_at))
    db.session.commit()
    client = sign_in_as(seller)
    assert client.submit(f"/services/{calculus}/availability", available="off").location == f"/services/{calculus}"
    assert is_available(calculus) is True
    assert "Campus" in client.get("/selling/services").text


def test_how_many_statements(seller: Person, sell: Sell, sign_in_as: SignIn) -> None:
    client = sign_in_as(seller)
    for _ in range(2):
        sell()
        sell()
        assert len(statements_of(client, "/selling/services")) == 4


def test_older_ones(seller: Person, open_market: Open, sell_as: Sell, sell: Sell, sign_in_as: SignIn) -> None:
    music, spare = (open_market(title, private=False) for title in ("Music room", "Nothing of hers yet"))
    for slug in (music, spare):
        join_marketplace(slug, seller.id)
    sell_as(seller, music, "Guitar")
    for number in range(49):
        sell(name=f"Lesson {number}")
    client = sign_in_as(seller)
    page = client.get("/selling/services").text
    assert page.count('id="service-') == 48
    assert ("Nothing of hers yet" in page, "Music room" in page) == (True, False)
    further = page.partition('href="/selling/services?after=')[2].partition('"')[0]
    older = client.get(f"/selling/services?after={further}").text
    assert ("Lesson 0" in older, "Music room" in older, "Nothing of hers yet" in older) == (True, True, False)
