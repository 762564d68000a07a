"""Requests and members, as those who run a marketplace see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domanu.core.db import db
from domanu.marketplaces import join_marketplace, standing_at
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.operations.memberships import admit, ban, change_role
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]


@pytest.fixture
def team(asking: str) -> str:
    return f"/m/{asking}/team"


@pytest.fixture
def waiting(asking: str, alice: Person) -> Person:
    """Alice asks to join."""
    join_marketplace(asking, alice.id, message="I have a <mat>.")
    db.session.commit()
    return alice


@pytest.fixture
def inside(asking: str, dora: Person, bob: Person) -> Person:
    """Bob is a member."""
    join_marketplace(asking, bob.id)
    admit(asking, dora.id, bob.id)
    db.session.commit()
    return bob


def test_a_request_is_read_and_answered(
    asking: str, team: str, waiting: Person, inside: Person, designer: Client
) -> None:
    page = designer.get(f"{team}/requests").text
    assert "I have a &lt;mat&gt;." in page
    assert '<span id="waiting"> <span class="badge due">1<' in page
    answer = designer.submit(f"{team}/requests/{waiting.id}/approval", headers=HX)
    assert "Nobody is waiting" in answer.text
    assert "They are a member now" in answer.text
    assert '<span id="waiting" hx-swap-oob="innerHTML"></span>' in answer.text
    assert standing_at(asking, waiting.id).status == "active"


def test_a_request_is_declined(asking: str, team: str, waiting: Person, designer: Client) -> None:
    assert designer.submit(f"{team}/requests/{waiting.id}/refusal").location == f"{team}/requests"
    assert standing_at(asking, waiting.id).status == "left"
    again = designer.submit(f"{team}/requests/{waiting.id}/refusal")
    assert again.location == f"{team}/requests"
    assert "Somebody was quicker" in designer.get(f"{team}/requests").text


def test_where_nobody_has_to_ask(market: str, designer: Client) -> None:
    assert "Nobody has to ask here" in designer.get(f"/m/{market}/team/requests").text


def test_the_members(team: str, waiting: Person, inside: Person, designer: Client) -> None:
    page = designer.get(f"{team}/members").text
    assert "Bob</a>" in page
    assert "Runs it" in page
    assert "Alice</a>" not in page
    assert ">2 people.</p>" in page


def test_members_are_found_by_name(team: str, inside: Person, designer: Client) -> None:
    page = designer.get(f"{team}/members?q=BO", headers=HX).text
    assert "Bob</a>" in page
    assert "Dora</a>" not in page
    assert '<p id="count" hx-swap-oob="innerHTML">1 person found.' in page
    assert "Nobody of that name" in designer.get(f"{team}/members?q=zzz").text
    assert "Bob" in designer.get(f"{team}/members?q=bo%00").text


def test_a_role_is_given(asking: str, team: str, inside: Person, designer: Client) -> None:
    url = f"{team}/members/{inside.id}/role"
    row = designer.submit(url, role="moderator", headers=HX).text
    assert f'<li id="member-{inside.id}">' in row
    assert '<option value="moderator" selected>' in row
    assert "Bob is a moderator now." in row
    assert standing_at(asking, inside.id).role == "moderator"
    assert designer.submit(url, role="king").status_code == 400


def test_only_the_designer_gives_roles(
    asking: str, team: str, dora: Person, inside: Person, waiting: Person, sign_in_as: SignIn
) -> None:
    change_role(asking, dora.id, inside.id, "moderator")
    admit(asking, dora.id, waiting.id)
    db.session.commit()
    moderator = sign_in_as(inside)
    page = moderator.get(f"{team}/members").text
    assert "Give role" not in page
    assert f"/members/{waiting.id}/ban" in page
    assert f"/members/{inside.id}/ban" not in page
    assert f"/members/{dora.id}/ban" not in page
    assert moderator.submit(f"{team}/members/{waiting.id}/role", role="seller").status_code == 403
    assert moderator.get(f"{team}/members/{dora.id}/ban").status_code == 403


def test_banning_is_asked_first(asking: str, team: str, inside: Person, designer: Client) -> None:
    assert "Ban Bob?" in designer.get(f"{team}/members/{inside.id}/ban").text
    assert standing_at(asking, inside.id).status == "active"
    designer.submit(f"{team}/members/{inside.id}/ban")
    assert standing_at(asking, inside.id).status == "banned"
    assert "Let back in" in designer.get(f"{team}/members?status=banned").text
    designer.submit(f"{team}/members/{inside.id}/ban/removal")
    assert standing_at(asking, inside.id).status == "active"


def test_a_treasurer_reads_the_list_and_no_more(
    asking: str, team: str, dora: Person, inside: Person, sign_in_as: SignIn
) -> None:
    change_role(asking, dora.id, inside.id, "treasurer")
    db.session.commit()
    treasurer = sign_in_as(inside)
    assert treasurer.get(team).location == f"{team}/members"
    assert "/ban" not in treasurer.get(f"{team}/members").text
    assert treasurer.get(f"{team}/requests").status_code == 403


def test_members_do_not_run_it(team: str, inside: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(inside)
    for page in ("requests", "members", "invitations", "rules", "look", "categories", "handover", "archive"):
        assert client.get(f"{team}/{page}").status_code == 403


def test_in_an_archive_people_are_only_put_out(
    asking: str, team: str, dora: Person, waiting: Person, inside: Person, designer: Client
) -> None:
    archive_marketplace(asking, dora.id)
    db.session.commit()
    shown = designer.get(f"{team}/members").text
    assert (f"/members/{inside.id}/ban" in shown, "Give role" in shown) == (True, False)
    shown = designer.get(f"{team}/requests").text
    assert ("Decline" in shown, "Let them in" in shown) == (True, False)
    assert "once the marketplace is open again" in designer.get(f"{team}/members/{inside.id}/ban").text
    assert designer.submit(f"{team}/members/{inside.id}/role", role="seller").location == f"{team}/members"
    ban(asking, dora.id, inside.id)
    db.session.commit()
    assert "Let back in" not in designer.get(f"{team}/members?status=banned").text
    designer.submit(f"{team}/members/{inside.id}/ban/removal")
    assert "nothing in it changes any longer" in designer.get(f"{team}/members").text
    assert standing_at(asking, inside.id).status == "banned"
