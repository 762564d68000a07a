from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from domanu.core.db import db
from domanu.drawing.colour import Palette
from domanu.marketplaces import create_marketplace, join_marketplace
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.rules import Rules
from domanu.services import create_service
from domanu.services.operations.services import take_down
from tests.support.client import Client
from tests.support.people import Person
from tests.test_statements import statements_of

SignIn = Callable[[Person], Client]
PALETTE = Palette("#1f5c4f", "#f3c9bd", "#e9795d")


def run(designer: Person, title: str, *, private: bool = False) -> str:
    look = {"title": title, "description": f"All about {title}.", "pattern": "waves"}
    slug = create_marketplace(designer.id, **look, palette=PALETTE, rules=Rules(private=private))
    offer(designer, slug, f"{title} lesson")
    return slug


def offer(seller: Person, slug: str, name: str) -> UUID:
    return create_service(slug, seller.id, name=name, description="An hour.", price=Decimal(12))


def test_it_works(dora: Person, client: Client) -> None:
    run(dora, "Repair street")
    db.session.commit()
    page = client.get("/@dora").text
    assert "What Dora offers" in page
    assert "Repair street lesson" in page
    assert "What Dora runs" in page
    assert 'id="marketplace-repair-street"' in page


def test_what_is_private_shows_to_those_inside(
    dora: Person, alice: Person, bob: Person, client: Client, sign_in_as: SignIn
) -> None:
    join_marketplace(run(dora, "Open yard"), alice.id)
    offer(alice, "open-yard", "Maths in the yard")
    secret = run(dora, "Secret cellar", private=True)
    db.session.commit()
    for reader in (client, sign_in_as(bob), sign_in_as(alice)):
        page = reader.get("/@dora").text
        assert "Open yard lesson" in page
        assert "ecret" not in page
    assert "What you run" in sign_in_as(dora).get("/@dora").text
    assert f"marketplace-{secret}" in sign_in_as(dora).get("/@dora").text
    theirs = client.get("/@alice").text
    assert "Maths in the yard" in theirs
    assert "runs</h2>" not in theirs


def test_what_is_over_or_off_is_not_shown(dora: Person, client: Client) -> None:
    archive_marketplace(run(dora, "Old fair"), dora.id)
    take_down(offer(dora, run(dora, "Repair street"), "Best prices"), dora.id)
    db.session.commit()
    page = client.get("/@dora").text
    assert "Repair street lesson" in page
    assert "Old fair" not in page
    assert "Best prices" not in page


def test_whoever_does_nothing_has_the_page_to_themselves(bob: Person, client: Client) -> None:
    page = client.get("/@bob").text
    assert "offers</h2>" not in page
    assert "runs</h2>" not in page


def test_it_takes_as_many_statements_whatever_there_is(dora: Person, alice: Person, sign_in_as: SignIn) -> None:
    reader = sign_in_as(alice)
    numbers = []
    for number in range(3):
        offer(dora, run(dora, f"Market {number}"), "Another")
        db.session.commit()
        numbers.append(len(statements_of(reader, "/@dora")))
    assert numbers[0] == numbers[-1]
