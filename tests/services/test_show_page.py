from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from domanu.core.db import db
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.memberships import ban
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules
from domanu.services.models import Service
from domanu.services.operations.services import change_availability
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
Sell = Callable[..., UUID]


def test_it_works(client: Client, calculus: UUID) -> None:
    page = client.get(f"/services/{calculus}")
    assert page.status_code == 200
    for words in ("Calculus", "$40", "From <em>limits</em>.", "Alice", "Campus", "If you cancel a day ahead:", "$20"):
        assert words in page.text
    assert 'href="/m/campus"' in page.text


def test_a_visitor_learns_what_is_in_the_way(client: Client, calculus: UUID) -> None:
    page = client.get(f"/services/{calculus}").text
    assert "Join Campus" in page
    assert f"/sign-in?next=/services/{calculus}" in page
    assert "Edit it" not in page
    assert "Take it down" not in page
    assert "Keep" not in page


def test_a_member_arranges_it_with_the_seller(
    market: str, calculus: UUID, bob: Person, sign_in_as: SignIn, dora: Person
) -> None:
    join_marketplace(market, bob.id)
    db.session.commit()
    reader = sign_in_as(bob)
    assert "Arrange it with Alice." in reader.get(f"/services/{calculus}").text
    change_rules(market, dora.id, Rules(private=False, cancel_hours=48), seen=1)
    db.session.commit()
    assert "Read the new rules" in reader.get(f"/services/{calculus}").text
    ban(market, dora.id, bob.id)
    db.session.commit()
    assert "was ended by a moderator" in reader.get(f"/services/{calculus}").text


def test_who_waits_is_told_so(
    open_market: Callable[..., str], dora: Person, bob: Person, sign_in_as: SignIn, sell_as: Sell
) -> None:
    market = open_market("Slow", private=False, approval=True)
    key = sell_as(dora, market)
    join_marketplace(market, bob.id)
    db.session.commit()
    assert "You have asked to join Slow." in sign_in_as(bob).get(f"/services/{key}").text


def test_its_seller_can_do_all_that_there_is_to_do(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    page = sign_in_as(seller).get(f"/services/{calculus}").text
    for words in ("You offer this.", 'role="switch"', "Edit it", "Add pictures", "Delete it"):
        assert words in page


def test_resting(seller: Person, calculus: UUID, client: Client) -> None:
    change_availability(calculus, seller.id, available=False)
    db.session.commit()
    assert "Not available now." in client.get(f"/services/{calculus}").text


def test_in_a_closed_marketplace(seller: Person, calculus: UUID, client: Client, sign_in_as: SignIn) -> None:
    db.session.execute(update(Marketplace).values(archived_at=datetime.now(UTC)))
    db.session.commit()
    assert "Campus is closed." in client.get(f"/services/{calculus}").text
    own = sign_in_as(seller).get(f"/services/{calculus}").text
    assert "Campus is closed" in own
    assert "Edit it" not in own
    assert "Delete it" in own


@pytest.mark.parametrize("status", ["suspended", "removed"])
def test_out_of_sight(
    seller: Person, dora: Person, bob: Person, calculus: UUID, sign_in_as: SignIn, client: Client, status: str
) -> None:
    db.session.execute(update(Service).values(status=status))
    db.session.commit()
    address = f"/services/{calculus}"
    assert [reader.get(address).status_code for reader in (client, sign_in_as(bob))] == [404, 404]
    assert "Only Alice and the team of Campus" in sign_in_as(dora).get(address).text
    assert sign_in_as(seller).get(address).status_code == 200


def test_deleted_and_never_there_are_the_same(seller: Person, calculus: UUID, sign_in_as: SignIn) -> None:
    db.session.execute(update(Service).values(status="deleted"))
    db.session.commit()
    reader = sign_in_as(seller)
    assert reader.get(f"/services/{calculus}").text == reader.get(f"/services/{uuid4()}").text


def test_another_picture_comes_to_the_front(
    client: Client, seller: Person, calculus: UUID, hang: Callable[..., list[UUID]]
) -> None:
    hang(calculus, "The first", "The second", "The third")
    whole = client.get(f"/services/{calculus}?picture=2").text
    assert whole.count('aria-current="true"') == 1
    part = client.get(f"/services/{calculus}?picture=2", headers=HX).text
    assert part.lstrip().startswith('<div class="gallery" id="gallery">')
    assert part.index('alt="The second"') < part.index("The first")


@pytest.mark.parametrize("number", ["0", "9", "-1", "two", "٢", "1" * 90, ""])
def test_a_number_that_no_picture_has(
    client: Client, calculus: UUID, hang: Callable[..., list[UUID]], number: str
) -> None:
    hang(calculus, "The first", "The second")
    part = client.get(f"/services/{calculus}", query_string={"picture": number}, headers=HX).text
    assert part.index('alt="The first"') < part.index("The second")


def test_what_is_free_costs_nothing_to_cancel(client: Client, sell: Sell) -> None:
    page = client.get(f"/services/{sell(price='0')}").text
    assert "Free" in page
    assert "so nothing is lost" in page


def test_names_do_no_harm(client: Client, sell: Sell) -> None:
    key = sell(name="<script>alert(1)</script>", description="<img src=x onerror=alert(1)> [x](javascript:alert(1))")
    page = client.get(f"/services/{key}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_private_ones_are_told_to_no_search_engine(
    private_market: str, dora: Person, sign_in_as: SignIn, client: Client, sell_as: Sell
) -> None:
    key = sell_as(dora, private_market)
    assert client.get(f"/services/{key}").status_code == 404
    assert 'content="noindex"' in sign_in_as(dora).get(f"/services/{key}").text


def test_who_is_not_in_is_told_why(
    open_market: Callable[..., str], dora: Person, bob: Person, sign_in_as: SignIn, sell_as: Sell
) -> None:
    market = open_market("Slow", private=False, approval=True)
    key = sell_as(dora, market)
    join_marketplace(market, bob.id)
    change_rules(market, dora.id, Rules(private=True, approval=True), seen=1)
    db.session.commit()
    waiting = sign_in_as(bob).get(f"/services/{key}")
    assert (waiting.status_code, "You are not in yet" in waiting.text) == (403, True)
    ban(market, dora.id, bob.id)
    db.session.commit()
    ended = sign_in_as(bob).get(f"/services/{key}")
    assert (ended.status_code, "Your membership here has ended" in ended.text) == (403, True)
