from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from domanu.core.db import db
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.operations.memberships import admit, ban, change_role
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]


def test_a_visitor_reads_the_rules_before_what_is_sold(client: Client, market: str) -> None:
    answer = client.get(f"/m/{market}")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "<b>Anyone may look.</b>" in answer.text
    assert f'href="/sign-in?next=/m/{market}"' in answer.text
    assert answer.text.index('id="rules"') < answer.text.index('id="services"')
    assert "noindex" not in answer.text


def test_a_member_finds_what_is_sold_first(member: Client, market: str) -> None:
    page = member.get(f"/m/{market}").text
    assert page.index('id="services"') < page.index('id="rules"')
    assert "You are a member here" in page


def test_hidden_and_absent_answer_alike(client: Client, private_market: str) -> None:
    hidden, absent = client.get(f"/m/{private_market}"), client.get("/m/nowhere-at-all")
    assert (hidden.status_code, hidden.data) == (absent.status_code, absent.data)
    assert hidden.status_code == 404
    assert client.get("/m/nowhere%00at-all").data == absent.data


def test_a_private_one_asks_not_to_be_indexed(designer: Client, private_market: str) -> None:
    assert '<meta name="robots" content="noindex">' in designer.get(f"/m/{private_market}").text


def test_who_waits_sees_the_rules_and_not_what_is_sold(
    open_market: Callable[..., str], dora: Person, alice: Person, sign_in_as: SignIn
) -> None:
    asking = open_market("Judo", private=False, approval=True)
    join_marketplace(asking, alice.id, message="I have a mat.")
    change_rules(asking, dora.id, Rules(private=True, approval=True), seen=1)
    db.session.commit()
    client = sign_in_as(alice)
    page = client.get(f"/m/{asking}").text
    assert "I have a mat." in page
    assert "What is sold here is for members" in page
    assert 'id="finder"' not in page
    refused = client.get(f"/m/{asking}", headers=HX)
    assert (refused.status_code, "You are not in yet" in refused.text) == (403, True)


def test_who_is_banned(market: str, dora: Person, bob: Person, member: Client) -> None:
    ban(market, dora.id, bob.id)
    db.session.commit()
    assert "You cannot join here" in member.get(f"/m/{market}").text
    change_rules(market, dora.id, Rules(private=True), seen=1)
    db.session.commit()
    refused = member.get(f"/m/{market}")
    assert (refused.status_code, "Your membership here has ended" in refused.text) == (403, True)
    assert "Campus" not in refused.text


def test_a_closed_one_can_be_read(client: Client, market: str, dora: Person) -> None:
    archive_marketplace(market, dora.id)
    db.session.commit()
    page = client.get(f"/m/{market}").text
    assert "This marketplace is closed." in page
    assert "Nothing is left here" in page
    assert 'id="finder"' not in page
    assert "Sign in to join" not in page


def test_an_unconfirmed_reader_is_told_what_is_missing(market: str, una: Person, sign_in_as: SignIn) -> None:
    assert "Confirm your address to join" in sign_in_as(una).get(f"/m/{market}").text


def test_htmx_gets_what_is_sold(client: Client, market: str) -> None:
    page = client.get(f"/m/{market}?q=x", headers=HX).text
    assert 'id="found"' in page
    assert "<h1>" not in page


def test_who_answers_requests_sees_how_many_wait(
    asking: str, dora: Person, alice: Person, bob: Person, sign_in_as: SignIn
) -> None:
    join_marketplace(asking, alice.id)
    admit(asking, dora.id, alice.id)
    join_marketplace(asking, bob.id)
    db.session.commit()
    assert "1 waiting" in sign_in_as(dora).get(f"/m/{asking}").text
    client = sign_in_as(alice)
    assert "1 waiting" not in client.get(f"/m/{asking}").text
    change_role(asking, dora.id, alice.id, "moderator")
    db.session.commit()
    assert "1 waiting" in client.get(f"/m/{asking}").text


def test_the_rules_and_how_they_came_about(client: Client, market: str, dora: Person) -> None:
    change_rules(market, dora.id, Rules(private=False, house_percent=Decimal(5)), seen=1)
    db.session.commit()
    page = client.get(f"/m/{market}/rules").text
    newest, oldest = page.index("Version 2"), page.index("Version 1")
    assert newest < oldest
    assert page.count('class="changed"') == 1
    assert newest < page.index('class="changed"') < oldest
