from __future__ import annotations

import re
from collections.abc import Callable

from domanu.core.db import db
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.services.operations.services import change_availability
from tests.support.client import Client
from tests.support.people import Person
from tests.test_statements import statements_of

from .conftest import OpenMarket, sell

SignIn = Callable[[Person], Client]


def test_an_empty_site_says_what_could_be(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "Markets for what people can do for each other." in response.text
    assert "Six ways a market can look" in response.text
    assert response.text.count('class="stall ') == 6
    assert 'href="/register"' in response.text


def test_an_empty_site_says_what_to_do(alice: Person, sign_in_as: SignIn) -> None:
    page = sign_in_as(alice).get("/").text
    assert 'class="button primary big" href="/marketplaces/new"' in page
    assert "What do you need, Alice?" in page


def test_a_visitor_sees_what_is_public(client: Client, open_market: OpenMarket) -> None:
    open_market("Repair street", services=2)
    open_market("Secret cellar", private=True, services=2)
    page = client.get("/").text
    assert "One marketplace" in page
    assert 'href="/m/repair-street"' in page
    assert "Repair street lesson 1" in page
    assert "Secret" not in page
    assert 'name="q"' in page
    assert "Six ways" not in page


def test_private_ones_alone_leave_it_empty(client: Client, open_market: OpenMarket) -> None:
    open_market("Secret cellar", private=True, services=2)
    page = client.get("/").text
    assert "Secret" not in page
    assert "Six ways a market can look" in page


def test_members_see_theirs_first(
    alice: Person, bob: Person, dora: Person, open_market: OpenMarket, sign_in_as: SignIn
) -> None:
    open_market("Secret cellar", private=True, services=1)
    join_marketplace(open_market("Repair street", services=1), alice.id)
    open_market("Bread row", services=1)
    db.session.commit()
    page = sign_in_as(alice).get("/").text
    own, others = page.partition("Others that are open to all")[::2]
    assert "Your marketplaces" in own
    assert 'href="/m/repair-street"' in own
    assert 'href="/m/bread-row"' in others
    assert 'href="/m/repair-street"' not in others
    assert "Secret" not in page
    assert "Secret cellar lesson 0" in sign_in_as(dora).get("/").text
    assert "Your marketplaces</h2>" not in sign_in_as(bob).get("/").text


def test_six_of_them_and_the_way_to_all(client: Client, open_market: OpenMarket) -> None:
    for number in range(8):
        open_market(f"Market {number}")
    page = client.get("/").text
    assert page.count('class="stall ') == 6
    assert "Six of eight marketplaces" in page
    assert "See all of them" in page
    assert 'name="q"' in page  # also before anything is offered


def test_what_is_closed_or_away_is_not_new(client: Client, dora: Person, open_market: OpenMarket) -> None:
    away = sell(open_market("Repair street", services=1), dora.id, "Not now")
    change_availability(away, dora.id, available=False)
    archive_marketplace(open_market("Old fair", services=1), dora.id)
    db.session.commit()
    page = client.get("/").text
    assert "Repair street lesson 0" in page
    assert "Not now" not in page
    assert "Old fair" not in page


def test_it_asks_the_database_little(alice: Person, open_market: OpenMarket, sign_in_as: SignIn) -> None:
    for number in range(9):
        slug = open_market(f"Market {number}", services=3)
        if number % 2:
            join_marketplace(slug, alice.id)
    db.session.commit()
    signed_in = sign_in_as(alice)
    assert len(statements_of(signed_in, "/")) <= 7
    assert len(statements_of(signed_in.application.test_client(), "/")) <= 5  # type: ignore[arg-type]


def test_a_visitor_gets_no_cookie(client: Client, open_market: OpenMarket) -> None:
    for _ in range(2):
        for url in ("/", "/privacy"):
            assert "Set-Cookie" not in client.get(url).headers
        open_market("Repair street", services=1)


def test_no_link_is_dead(client: Client, open_market: OpenMarket) -> None:
    for _ in range(2):
        page = client.get("/").text + client.get("/privacy").text
        for url in sorted(set(re.findall(r'(?:href|src)="(/[^"#]*)', page))):
            assert client.get(url, follow_redirects=True).status_code == 200, url
        open_market("Repair street", services=1)


def test_every_anchor_is_there(client: Client) -> None:
    page = client.get("/").text
    for name in re.findall(r'href="/?#([^"]+)"', page):
        assert f'id="{name}"' in page


def test_nothing_stands_inline(client: Client, open_market: OpenMarket) -> None:
    """The policy would refuse it."""
    open_market("Repair street", services=1)
    for url in ("/", "/privacy", "/styleguide"):
        response = client.get(url)
        page = response.text
        assert response.status_code == 200
        assert " style=" not in page
        assert not re.search(r"\son\w+=", page)
        assert "<style" not in page
