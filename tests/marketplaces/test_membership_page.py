from __future__ import annotations

from collections.abc import Callable

from domanu.core.db import db
from domanu.marketplaces import join_marketplace, standing_at
from domanu.marketplaces.operations.memberships import ban
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]


def status(slug: str, person: Person) -> str:
    return standing_at(slug, person.id).status


def test_one_press_and_one_is_in(market: str, alice: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(alice)
    assert 'name="version" type="hidden" value="1"' in client.get(f"/m/{market}").text
    answer = client.submit(f"/m/{market}/membership", version="1")
    assert (answer.status_code, answer.location) == (303, f"/m/{market}")
    assert status(market, alice) == "active"
    assert "Welcome! You are a member now." in client.get(f"/m/{market}").text


def test_the_card_takes_the_place_of_itself(market: str, alice: Person, sign_in_as: SignIn) -> None:
    answer = sign_in_as(alice).submit(f"/m/{market}/membership", version="1", headers=HX)
    assert answer.status_code == 200
    assert answer.text.count('id="membership"') == 1
    assert "You are a member here" in answer.text
    assert '<span id="member-count" hx-swap-oob="outerHTML">2 members</span>' in answer.text
    assert '<div id="status" hx-swap-oob="innerHTML">' in answer.text
    assert "<h1>" not in answer.text


def test_asking_with_a_word(asking: str, alice: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(alice)
    client.submit(f"/m/{asking}/membership", version="1", message="I have a mat.")
    assert status(asking, alice) == "pending"
    assert "I have a mat." in client.get(f"/m/{asking}").text
    client.submit(f"/m/{asking}/membership/removal")
    assert status(asking, alice) == "left"


def test_a_word_too_long_is_kept(asking: str, alice: Person, sign_in_as: SignIn) -> None:
    answer = sign_in_as(alice).submit(f"/m/{asking}/membership", version="1", message="mat " * 200, headers=HX)
    assert answer.status_code == 422
    assert "Keep it under 500 letters." in answer.text
    assert "mat mat" in answer.text
    assert status(asking, alice) == "left"


def test_what_is_sold_stays_beside_it(asking: str, alice: Person, sign_in_as: SignIn) -> None:
    answer = sign_in_as(alice).submit(f"/m/{asking}/membership", version="1", message="mat " * 200)
    assert answer.status_code == 422
    assert 'id="found"' in answer.text
    assert f"/m/{asking}/membership?" not in answer.text


def test_nobody_agrees_to_rules_that_they_have_not_read(
    market: str, dora: Person, alice: Person, sign_in_as: SignIn
) -> None:
    change_rules(market, dora.id, Rules(private=False, bidding=False), seen=1)
    db.session.commit()
    client = sign_in_as(alice)
    client.submit(f"/m/{market}/membership", version="1")
    assert status(market, alice) == "left"
    assert "Read them as they are now" in client.get(f"/m/{market}").text


def test_leaving_is_asked_on_a_page_of_its_own(market: str, bob: Person, member: Client) -> None:
    assert "Leave Campus?" in member.get(f"/m/{market}/leaving").text
    assert status(market, bob) == "active"
    member.submit(f"/m/{market}/membership/removal")
    assert status(market, bob) == "left"
    assert member.get(f"/m/{market}/leaving").location == f"/m/{market}"


def test_who_leaves_a_private_one_cannot_go_back_to_it(market: str, dora: Person, member: Client) -> None:
    change_rules(market, dora.id, Rules(private=True), seen=1)
    db.session.commit()
    answer = member.submit(f"/m/{market}/membership/removal", headers=HX)
    assert answer.headers["HX-Redirect"] == "/marketplaces/mine"
    assert member.get(f"/m/{market}").status_code == 404


def test_the_designer_does_not_leave(market: str, designer: Client) -> None:
    assert designer.get(f"/m/{market}/leaving").status_code == 403
    assert designer.submit(f"/m/{market}/membership/removal").status_code == 403


def test_agreeing_to_what_has_changed(market: str, dora: Person, bob: Person, member: Client) -> None:
    change_rules(market, dora.id, Rules(private=False, bidding=False), seen=1)
    db.session.commit()
    page = member.get(f"/m/{market}").text
    assert "They have changed" in page
    assert page.count('class="changed"') == 1
    assert "<b>Prices are fixed or bargained.</b>" in page
    assert "Before: Prices are fixed, bargained or bid for." in page
    assert page.count("Before: ") == 1
    stale = member.submit(f"/m/{market}/agreement", version="1")
    assert stale.location == f"/m/{market}#rules"
    assert not standing_at(market, bob.id).agrees
    answer = member.submit(f"/m/{market}/agreement", version="2", headers=HX)
    assert standing_at(market, bob.id).agrees
    assert 'class="changed"' not in answer.text
    assert 'id="membership" hx-swap-oob="outerHTML"' in answer.text


def test_a_private_one_does_not_exist_for_those_who_press(
    private_market: str, client: Client, alice: Person, sign_in_as: SignIn
) -> None:
    for somebody in (client, sign_in_as(alice)):
        for path in ("membership", "membership/removal", "agreement"):
            assert somebody.submit(f"/m/{private_market}/{path}", version="1").status_code == 404


def test_who_is_banned_does_not_come_back(market: str, dora: Person, bob: Person, member: Client) -> None:
    ban(market, dora.id, bob.id)
    db.session.commit()
    assert member.submit(f"/m/{market}/membership", version="1").status_code == 403
    assert status(market, bob) == "banned"


def test_who_is_not_confirmed_waits(market: str, una: Person, sign_in_as: SignIn) -> None:
    assert sign_in_as(una).submit(f"/m/{market}/membership", version="1").location == "/confirmation"


def test_pressing_twice_is_joining_once(market: str, alice: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(alice)
    for _ in range(2):
        assert client.submit(f"/m/{market}/membership", version="1").status_code == 303
    assert standing_at(market, alice.id).marketplace.member_count == 2
    join_marketplace(market, alice.id)
