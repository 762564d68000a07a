from __future__ import annotations

import re
from collections.abc import Callable

from domanu.core.db import db
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.operations.handover import offer_marketplace
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.profiles import make_designer
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
Open = Callable[..., str]


def titles(page: str) -> list[str]:
    return re.findall(r'<h[23]><a[^>]*href="/m/[^"]+">([^<]+)</a>', page)


def test_the_public_ones_are_listed(client: Client, market: str, private_market: str) -> None:
    answer = client.get("/marketplaces")
    assert (answer.status_code, titles(answer.text)) == (200, ["Campus"])
    assert "Set-Cookie" not in answer.headers
    assert ">1 marketplace.</p>" in answer.text


def test_search(client: Client, market: str, open_market: Open) -> None:
    open_market("Bicycle Barn", "Brakes and gears.", private=False)
    found = client.get("/marketplaces?q=bicicle", headers=HX)
    assert titles(found.text) == ["Bicycle Barn"]
    assert "<html" not in found.text
    assert re.search(r'<p id="count" hx-swap-oob="innerHTML">1 marketplace found\.', found.text)
    assert 'value="bicicle"' in client.get("/marketplaces?q=bicicle").text


def test_nothing_found(client: Client, market: str) -> None:
    answer = client.get("/marketplaces?q=%3Cb%3Ezzz")
    assert "Nothing found for “&lt;b&gt;zzz”." in answer.text
    assert "Show all marketplaces" in answer.text


def test_more_of_them(client: Client, open_market: Open) -> None:
    names = [f"Street {number}" for number in range(30)]
    for name in names:
        open_market(name, private=False)
    first = client.get("/marketplaces")
    further = re.search(r'id="after-([^"]+)" href="([^"]+)" hx-get="\2"', first.text)
    assert further
    rest = client.get(further[2], headers=HX)
    assert f'id="after-{further[1]}"' in rest.text
    assert titles(first.text) + titles(rest.text) == names[::-1]
    assert titles(client.get(further[2]).text) == titles(rest.text)


def test_none_is_open(client: Client, private_market: str) -> None:
    assert "No marketplace is open yet" in client.get("/marketplaces").text


def test_ones_own_by_what_they_are(
    open_market: Open, dora: Person, alice: Person, sign_in_as: SignIn, market: str, asking: str
) -> None:
    make_designer(alice.id, policy="staff")
    closed, offered = open_market("Old Pier", private=False), open_market("Orchard")
    for slug in (market, asking, closed):
        join_marketplace(slug, alice.id)
    archive_marketplace(closed, dora.id)
    offer_marketplace(offered, dora.id, alice.username)
    db.session.commit()
    page = sign_in_as(alice).get("/marketplaces/mine").text
    assert re.findall(r'<h2 id="group-\d">([^<]+)</h2>', page) == [
        "Offered to you",
        "You are a member",
        "You have asked to join",
        "Closed",
    ]
    assert titles(page) == ["Orchard", "Campus", "Judo", "Old Pier"]


def test_in_none_yet(alice: Person, sign_in_as: SignIn) -> None:
    assert "You are in none yet" in sign_in_as(alice).get("/marketplaces/mine").text


def test_a_visitor_has_none(client: Client) -> None:
    assert client.get("/marketplaces/mine").location == "/sign-in?next=/marketplaces/mine"
