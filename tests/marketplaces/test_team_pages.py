"""The look, the categories, handing over and closing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import update

from domanu.auth.models import User
from domanu.core.db import db
from domanu.marketplaces import standing_at
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.categories import add_category, categories_of
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.profiles import make_designer
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
LOOK = {"title": "Campus Tutors", "description": "Anew.", "palette": "6b2d5cf7e3d4e3a33b", "pattern": "waves"}


@pytest.fixture
def team(market: str) -> str:
    return f"/m/{market}/team"


def market_of(slug: str, dora: Person) -> Marketplace:
    return standing_at(slug, dora.id).marketplace


def names(page: str) -> list[str]:
    return re.findall(r'<li id="category-[^"]+">\s*<h2 class="plain">([^<]+)</h2>', page)


def test_another_look(market: str, team: str, dora: Person, designer: Client) -> None:
    assert 'value="Campus"' in designer.get(f"{team}/look").text
    designer.submit(f"{team}/look", **LOOK)
    found = market_of(market, dora)
    assert (found.slug, found.title, found.pattern, found.palette) == (
        market,
        *(LOOK[k] for k in ("title", "pattern", "palette")),
    )


def test_a_look_is_tried_first(market: str, team: str, dora: Person, designer: Client) -> None:
    page = designer.submit(f"{team}/look/preview", **LOOK | {"title": ""}, headers=HX).text
    assert "Its name" in page
    assert "market-6b2d5cf7e3d4e3a33b" in page
    assert market_of(market, dora).title == "Campus"


def test_a_look_without_a_name(market: str, team: str, dora: Person, designer: Client) -> None:
    assert designer.submit(f"{team}/look", **LOOK | {"title": ""}, headers=HX).status_code == 422
    assert market_of(market, dora).title == "Campus"


def test_categories_are_added_moved_and_removed(market: str, team: str, dora: Person, designer: Client) -> None:
    here = f"{team}/categories"
    assert "No categories yet" in designer.get(here).text
    for name in ("Sciences", "Languages"):
        page = designer.submit(here, name=name, headers=HX).text
    assert names(page) == ["Sciences", "Languages"]
    languages = categories_of(market_of(market, dora).id)[1].id
    assert names(designer.submit(f"{here}/{languages}/position", to="up", headers=HX).text) == ["Languages", "Sciences"]
    assert designer.submit(f"{here}/{languages}/name", name="Tongues").location == here
    assert names(designer.get(here).text) == ["Tongues", "Sciences"]
    assert "Remove Tongues?" in designer.get(f"{here}/{languages}/removal").text
    assert names(designer.get(here).text) == ["Tongues", "Sciences"]
    assert designer.submit(f"{here}/{languages}/removal").location == here
    assert names(designer.get(here).text) == ["Sciences"]


def test_a_category_of_that_name(market: str, team: str, dora: Person, designer: Client) -> None:
    first, second = (add_category(market, dora.id, name) for name in ("Sciences", "Languages"))
    db.session.commit()
    assert "of that name already" in designer.submit(f"{team}/categories", name="sciences", headers=HX).text
    renamed = designer.submit(f"{team}/categories/{second}/name", name="SCIENCES", headers=HX)
    assert (renamed.status_code, "Another category" in renamed.text) == (422, True)
    assert designer.submit(f"{team}/categories/{first}/name", name="").status_code == 422


def test_a_category_of_another_marketplace(team: str, private_market: str, dora: Person, designer: Client) -> None:
    theirs = add_category(private_market, dora.id, "Hedges")
    db.session.commit()
    for what in ("name", "position", "removal"):
        assert designer.submit(f"{team}/categories/{theirs}/{what}", name="x").status_code == 404


def test_handing_over(
    market: str, team: str, dora: Person, alice: Person, designer: Client, sign_in_as: SignIn
) -> None:
    here = f"{team}/handover"
    refused = designer.submit(here, username="@alice", headers=HX)
    assert (refused.status_code, "Nobody called @alice is a designer" in refused.text) == (422, True)
    make_designer(alice.id, policy="staff")
    db.session.commit()
    assert designer.submit(here, username=" @Alice ").location == here
    assert "Offered to Alice" in designer.get(here).text
    heir = sign_in_as(alice)
    assert "would like to hand this marketplace over to you" in heir.get(f"/m/{market}").text
    assert heir.submit(f"/m/{market}/handover").location == f"/m/{market}"
    assert market_of(market, dora).designer_id == alice.id
    assert standing_at(market, dora.id).role == "moderator"


def test_an_offer_is_declined_or_withdrawn(
    private_market: str, dora: Person, alice: Person, designer: Client, sign_in_as: SignIn
) -> None:
    make_designer(alice.id, policy="staff")
    db.session.commit()
    here = f"/m/{private_market}/team/handover"
    designer.submit(here, username="alice")
    assert sign_in_as(alice).submit(f"/m/{private_market}/handover/refusal").location == "/marketplaces/mine"
    assert market_of(private_market, dora).heir_id is None
    designer.submit(here, username="alice")
    designer.submit(f"{here}/removal")
    assert sign_in_as(alice).submit(f"/m/{private_market}/handover").status_code == 404


def test_a_second_offer_that_fails_says_so(market: str, team: str, alice: Person, designer: Client) -> None:
    make_designer(alice.id, policy="staff")
    db.session.commit()
    designer.submit(f"{team}/handover", username="alice")
    answer = designer.submit(f"{team}/handover", username="nobody", headers=HX)
    assert answer.status_code == 422
    assert "Nobody called @nobody is a designer here" in answer.text


def test_offers_are_limited_but_not_what_is_refused(team: str, designer: Client) -> None:
    here = f"{team}/handover"
    answers = [designer.submit(here, username=name).status_code for name in [""] + ["nobody"] * 21]
    assert answers == [422] * 21 + [429]


def test_closing_and_opening_again(market: str, team: str, dora: Person, designer: Client) -> None:
    assert "What happens then" in designer.get(f"{team}/archive").text
    designer.submit(f"{team}/archive")
    assert market_of(market, dora).archived_at is not None
    assert "Closed since" in designer.get(f"{team}/archive").text
    designer.submit(f"{team}/look", **LOOK)
    assert market_of(market, dora).title == "Campus"
    designer.submit(f"{team}/archive/removal")
    assert market_of(market, dora).archived_at is None


def test_staff_may_close_it(market: str, team: str, stella: Person, sign_in_as: SignIn, dora: Person) -> None:
    staff = sign_in_as(stella)
    assert "Close this marketplace" in staff.get(f"/m/{market}").text
    staff.submit(f"{team}/archive")
    assert market_of(market, dora).archived_at is not None
    assert staff.get(f"{team}/rules").status_code == 403


def test_it_stays_closed_when_its_designer_is_gone(market: str, team: str, stella: Person, sign_in_as: SignIn) -> None:
    archive_marketplace(market, stella.id)
    db.session.execute(update(User).values(closed_at=User.created_at).where(User.email == "dora@example.org"))
    db.session.commit()
    staff = sign_in_as(stella)
    staff.submit(f"{team}/archive/removal")
    assert "It stays closed: whoever ran it has closed their account." in staff.get(f"{team}/archive").text
