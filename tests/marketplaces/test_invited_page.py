from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from domanu.core.db import db
from domanu.marketplaces import standing_at
from domanu.marketplaces.operations.invitations import invitation_link, make_invitation, revoke_invitation
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules
from tests.support.client import Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]


@pytest.fixture
def link(private_market: str, dora: Person) -> str:
    """For one use."""
    key = make_invitation(private_market, dora.id, most_uses=1, expires_in=None)
    db.session.commit()
    return urlsplit(invitation_link(key)).path


def test_it_leads_in(link: str, private_market: str, alice: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(alice)
    page = client.get(link).text
    assert "Behind the hedge" in page
    assert "<b>Only members see it.</b>" in page
    assert 'content="noindex"' in page
    assert client.submit(link, version="1").location == f"/m/{private_market}"
    assert standing_at(private_market, alice.id).status == "active"
    assert "You are a member now." in client.get(f"/m/{private_market}").text


def test_reading_uses_nothing_up(link: str, client: Client, alice: Person, sign_in_as: SignIn) -> None:
    for _ in range(3):
        answer = client.get(link)
        assert f'href="/sign-in?next={link}"' in answer.text
        assert "Set-Cookie" not in answer.headers
    assert "Join</button>" in sign_in_as(alice).get(link).text


def test_a_second_one_comes_too_late(link: str, alice: Person, bob: Person, sign_in_as: SignIn) -> None:
    sign_in_as(alice).submit(link, version="1")
    client = sign_in_as(bob)
    for answer in (client.get(link), client.submit(link, version="1")):
        assert answer.status_code == 410
        assert "This invitation no longer works" in answer.text


def test_whoever_is_in_goes_on(link: str, private_market: str, designer: Client) -> None:
    assert designer.get(link).location == f"/m/{private_market}"


def test_revoked(private_market: str, dora: Person, client: Client) -> None:
    key = make_invitation(private_market, dora.id, most_uses=None, expires_in=None)
    revoke_invitation(private_market, dora.id, key)
    db.session.commit()
    assert client.get(urlsplit(invitation_link(key)).path).status_code == 410


def test_rules_that_changed_meanwhile_are_read_first(
    link: str, private_market: str, dora: Person, alice: Person, sign_in_as: SignIn
) -> None:
    change_rules(private_market, dora.id, Rules(approval=True), seen=1)
    db.session.commit()
    client = sign_in_as(alice)
    assert client.submit(link, version="1").location == link
    assert "Ask to join" in client.get(link).text
    client.submit(link, version="2", message="Hello over the hedge.")
    assert standing_at(private_market, alice.id).status == "pending"


def test_an_address_is_confirmed_first(link: str, una: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(una)
    assert "Confirm your address to join" in client.get(link).text
    assert client.submit(link, version="1").location == "/confirmation"


def test_nonsense(client: Client) -> None:
    assert client.get("/i/nonsense").status_code == 410
