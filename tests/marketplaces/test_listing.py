from __future__ import annotations

from collections.abc import Callable

import pytest

from domanu.core.db import db
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.listing import own_marketplaces, public_marketplaces
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.operations.memberships import ban, join_marketplace
from tests.support.people import Person

Open = Callable[..., str]


def slugs(**wanted: str) -> list[str]:
    return [stall.slug for stall in public_marketplaces(None, **wanted).rows]  # type: ignore[arg-type]


def test_public_and_open_ones_newest_first(open_market: Open, private_market: str, market: str, dora: Person) -> None:
    newest, archived = open_market("Judo", private=False), open_market("Over", private=False)
    archive_marketplace(archived, dora.id)
    assert slugs() == [newest, market]


def test_every_page_once(open_market: Open) -> None:
    made = [open_market(f"Stall {number}", private=False) for number in range(7)]
    for words in ("", "stall"):
        seen, after = [], None
        while True:
            page = public_marketplaces(None, words=words, after=after, size=3)
            seen += [stall.slug for stall in page.rows]
            after = page.after
            if after is None:
                break
        assert seen == made[::-1]


def test_the_readers_part(market: str, alice: Person, dora: Person) -> None:
    join_marketplace(market, alice.id)
    assert [
        (public_marketplaces(who).rows[0].role, public_marketplaces(who).rows[0].status)
        for who in (None, alice.id, dora.id)
    ] == [
        ("", "left"),
        ("member", "active"),
        ("designer", "active"),
    ]


@pytest.mark.parametrize("words", ["campus", "CAMPÚS", "camp", "campsu", "teach students"])
def test_search(market: str, private_market: str, open_market: Open, words: str) -> None:
    open_market("Judo club", "For everybody on the mat.", private=False)
    assert slugs(words=words) == [market]


def test_a_title_counts_for_more(open_market: Open) -> None:
    title = open_market("Bread", "Baked at home.", private=False)
    open_market("Home bakers", "Cakes, bread.", private=False)
    assert slugs(words="bread")[0] == title


@pytest.mark.parametrize("words", ["hedge", "neighbours", "&|!", "'"])
def test_nothing_is_found(private_market: str, words: str) -> None:
    assert slugs(words=words) == []


def test_ones_own(
    open_market: Open, market: str, private_market: str, alice: Person, bob: Person, dora: Person
) -> None:
    asking = open_market("Judo", private=False, approval=True)
    for slug in (market, asking):
        join_marketplace(slug, alice.id)
    archive_marketplace(asking, dora.id)
    db.session.query(Marketplace).filter_by(slug=private_market).update({"heir_id": alice.id})
    mine = {
        stall.slug: (stall.role, stall.status, stall.is_heir, stall.archived) for stall in own_marketplaces(alice.id)
    }
    assert mine == {
        private_market: ("", "left", True, False),
        market: ("member", "active", False, False),
        asking: ("", "pending", False, True),
    }
    assert list(mine)[-1] == asking
    ban(market, dora.id, alice.id)
    assert [stall.slug for stall in own_marketplaces(alice.id)] == [private_market, asking]
    assert {stall.role for stall in own_marketplaces(dora.id)} == {"designer"}
    assert own_marketplaces(bob.id) == []
