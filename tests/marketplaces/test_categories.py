from __future__ import annotations

import pytest

from domanu.core.db import new_id
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces.errors import Archived, CategoryTaken, TooManyCategories
from domanu.marketplaces.operations.categories import (
    MOST,
    add_category,
    categories_of,
    move_category,
    remove_category,
    rename_category,
)
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.standing import standing_at
from tests.support.people import Person


def names(slug: str) -> list[str]:
    return [category.name for category in categories_of(standing_at(slug, None).marketplace.id)]


def test_added_named_moved_and_removed(market: str, dora: Person) -> None:
    first, second, third = (add_category(market, dora.id, name) for name in ("Sport", " Maths ", "Music"))
    assert names(market) == ["Sport", "Maths", "Music"]
    move_category(market, dora.id, third, True)
    move_category(market, dora.id, first, True)
    move_category(market, dora.id, second, False)
    assert names(market) == ["Sport", "Music", "Maths"]
    move_category(market, dora.id, first, False)
    rename_category(market, dora.id, second, "maths")
    remove_category(market, dora.id, third)
    assert names(market) == ["Sport", "maths"]
    add_category(market, dora.id, "Cooking")
    assert names(market)[-1] == "Cooking"


def test_each_name_once(market: str, private_market: str, dora: Person) -> None:
    add_category(market, dora.id, "Maths")
    sport = add_category(market, dora.id, "Sport")
    with pytest.raises(CategoryTaken):
        add_category(market, dora.id, "MATHS")
    with pytest.raises(CategoryTaken):
        rename_category(market, dora.id, sport, "maths")
    add_category(private_market, dora.id, "Maths")


def test_there_is_an_end(market: str, dora: Person) -> None:
    for number in range(MOST):
        add_category(market, dora.id, f"Category {number}")
    with pytest.raises(TooManyCategories):
        add_category(market, dora.id, "One too many")


def test_only_the_designers_own(market: str, private_market: str, dora: Person, alice: Person) -> None:
    foreign = add_category(private_market, dora.id, "Maths")
    with pytest.raises(Forbidden):
        add_category(market, alice.id, "Mine")
    for key in (foreign, new_id()):
        with pytest.raises(Hidden):
            rename_category(market, dora.id, key, "Mine")
        with pytest.raises(Hidden):
            remove_category(market, dora.id, key)
        with pytest.raises(Hidden):
            move_category(market, dora.id, key, True)
    archive_marketplace(market, dora.id)
    with pytest.raises(Archived):
        add_category(market, dora.id, "Late")
