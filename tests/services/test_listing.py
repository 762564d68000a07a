from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, update

from domanu.core.db import db, new_id
from domanu.core.refusals import Forbidden
from domanu.marketplaces import join_marketplace, leave_marketplace
from domanu.marketplaces.access import Standing
from domanu.marketplaces.models import Category, Marketplace
from domanu.marketplaces.operations.marketplaces import archive_marketplace, update_marketplace
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import Rules
from domanu.marketplaces.standing import standing_at
from domanu.services import create_service
from domanu.services.operations.favourites import add_favourite, remove_favourite
from domanu.services.operations.filters import SORTS, Filters
from domanu.services.operations.listing import (
    Found,
    category_counts,
    favourites_of,
    own_services,
    services_everywhere,
    services_in,
)
from domanu.services.operations.services import change_availability, take_down, update_service
from tests.support.markets import PALETTE
from tests.support.people import Person
from tests.support.statements import noted_statements

from .conftest import Sell


def names(found: Found) -> list[str]:
    return [card.name for card in found.page.rows]


def look(market: str, person: Person | None = None, **filters: object) -> Found:
    return services_in(standing(market, person), Filters(**filters))  # type: ignore[arg-type]


def standing(market: str, person: Person | None = None) -> Standing:
    return standing_at(market, person.id if person else None)


@pytest.fixture
def stock(sell: Sell) -> dict[str, UUID]:
    things = {"Calculus": "40", "Piano": "25", "Bicycle repair": "25", "Yoga at dawn": "0"}
    return {name: sell(name, f"All about {name}.", price) for name, price in things.items()}


def test_it_works(market: str, seller: Person, stock: dict[str, UUID]) -> None:
    found = look(market)
    assert names(found) == list(reversed(stock))
    assert (found.total, found.is_guess, found.page.after) == ("4", False, None)
    card = found.page.rows[-1]
    assert (card.seller_name, card.seller_username, card.marketplace_slug) == ("Alice", "alice", market)
    assert (card.price, card.currency, card.cover, card.is_favourite) == (Decimal(40), "USD", None, False)
    assert card.colours.strong


def test_filters(market: str, seller: Person, stock: dict[str, UUID]) -> None:
    change_availability(stock["Piano"], seller.id, available=False)
    assert names(look(market, available=True)) == ["Yoga at dawn", "Bicycle repair", "Calculus"]
    assert names(look(market, least=Decimal(1), most=Decimal(30))) == ["Bicycle repair", "Piano"]
    assert names(look(market, words="piano", available=True)) == []
    assert look(market, most=Decimal(25)).total == "3"


def test_search(market: str, stock: dict[str, UUID]) -> None:
    assert names(look(market, words="about bicycle")) == ["Bicycle repair"]
    guessed = look(market, words="bicycel")
    assert (names(guessed), guessed.is_guess) == (["Bicycle repair"], True)
    assert not look(market, words="bicycle").is_guess
    assert look(market, words="xylophone").total == "0"


def test_best_first(market: str, sell: Sell) -> None:
    sell("Piano", "")
    sell("Other", "piano")
    assert names(look(market, words="piano")) == ["Piano", "Other"]
    assert names(look(market, words="piano", sort="newest")) == ["Other", "Piano"]
    assert names(look(market, words="piano", sort="nonsense")) == ["Piano", "Other"]


@pytest.mark.parametrize("words", ["", "about"])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_every_one_once(market: str, stock: dict[str, UUID], sort: str, words: str) -> None:
    here, filters = standing(market), Filters(words=words, sort=sort)
    whole = names(services_in(here, filters))
    seen, after = [], None
    while True:
        found = services_in(here, filters, after, 1)
        seen += names(found)
        after = found.page.after
        if after is None:
            break
    assert seen == whole
    assert sorted(whole) == sorted(stock)


def test_cursor_of_another_order_starts_over(market: str, stock: dict[str, UUID]) -> None:
    here = standing(market)
    cursors = [services_in(here, Filters(words="about", sort=sort), None, 2).page.after for sort in SORTS]
    for sort in SORTS:
        for cursor in (*cursors, "nonsense", "-1", "99999", "é"):
            assert services_in(here, Filters(words="about", sort=sort), cursor).page.rows is not None


def test_by_price(market: str, stock: dict[str, UUID]) -> None:
    assert names(look(market, sort="cheapest")) == ["Yoga at dawn", "Piano", "Bicycle repair", "Calculus"]
    assert names(look(market, sort="dearest")) == ["Calculus", "Bicycle repair", "Piano", "Yoga at dawn"]


def test_categories(market: str, sell: Sell) -> None:
    place = db.session.scalars(select(Marketplace.id).where(Marketplace.slug == market)).one()
    music, sport = (Category(id=new_id(), marketplace_id=place, name=name, position=1) for name in ("Music", "Sport"))
    db.session.add_all([music, sport])
    db.session.flush()
    sell("Piano", category_id=music.id)
    sell("Violin", category_id=music.id)
    sell("Yoga", category_id=sport.id)
    sell("Other")
    here = standing(market)
    assert category_counts(here, Filters()) == {music.id: 2, sport.id: 1}
    assert category_counts(here, Filters(category_id=sport.id)) == {music.id: 2, sport.id: 1}
    words = Filters(words="yoga")
    assert category_counts(here, words, services_in(here, words).query) == {sport.id: 1}
    assert names(look(market, category_id=music.id)) == ["Violin", "Piano"]
    assert look(market, category_id=music.id).page.rows[0].category == "Music"


def test_private_is_for_members(market: str, seller: Person, charlie: Person, stock: dict[str, UUID]) -> None:
    assert len(names(services_everywhere(None, Filters()))) == 4
    db.session.execute(update(Marketplace).values(private=True))
    for words in ("", "piano", "paino"):
        assert names(services_everywhere(None, Filters(words=words))) == []
        assert names(services_everywhere(charlie.id, Filters(words=words))) == []
        assert names(services_everywhere(seller.id, Filters(words=words)))
    assert not services_everywhere(charlie.id, Filters(words="paino")).is_guess


def test_who_waits_may_not_look(market: str, charlie: Person, stock: dict[str, UUID]) -> None:
    db.session.execute(update(Marketplace).values(approval=True))
    join_marketplace(market, charlie.id)
    db.session.execute(update(Marketplace).values(private=True))
    with pytest.raises(Forbidden):
        look(market, charlie)
    with pytest.raises(Forbidden):
        category_counts(standing(market, charlie), Filters())
    assert names(services_everywhere(charlie.id, Filters())) == []


def test_archived_is_not_listed(market: str, seller: Person, dora: Person, stock: dict[str, UUID]) -> None:
    archive_marketplace(market, dora.id)
    assert names(services_everywhere(seller.id, Filters())) == []
    assert len(names(look(market))) == 4


def test_own(market: str, seller: Person, dora: Person, stock: dict[str, UUID]) -> None:
    take_down(stock["Piano"], dora.id)
    leave_marketplace(market, seller.id)
    mine = {card.name: card.status for card in own_services(seller.id).rows}
    assert mine == {
        "Calculus": "suspended",
        "Piano": "removed",
        "Bicycle repair": "suspended",
        "Yoga at dawn": "suspended",
    }
    assert own_services(dora.id).rows == []
    db.session.execute(update(Marketplace).values(private=True))
    known = {(card.marketplace_slug, card.marketplace_title, card.category) for card in own_services(seller.id).rows}
    assert known == {("", "", None)}


def test_own_as_a_designer(private_market: str, dora: Person) -> None:
    create_service(private_market, dora.id, name="Mine", description="", price=Decimal(1))
    assert [card.name for card in own_services(dora.id).rows] == ["Mine"]


def test_favourites(market: str, bob: Person, dora: Person, stock: dict[str, UUID]) -> None:
    for name in ("Piano", "Calculus", "Piano"):
        add_favourite(stock[name], bob.id)
    assert [card.name for card in favourites_of(bob.id).rows] == ["Calculus", "Piano"]
    assert all(card.is_favourite for card in favourites_of(bob.id).rows)
    assert [card.name for card in look(market, bob).page.rows if card.is_favourite] == ["Piano", "Calculus"]
    assert not any(card.is_favourite for card in look(market, dora).page.rows)
    take_down(stock["Piano"], dora.id)
    remove_favourite(stock["Calculus"], bob.id)
    assert favourites_of(bob.id).rows == []


Look = Callable[[str, Person], object]
LISTS: dict[str, Look] = {
    "in": lambda market, person: services_in(standing(market, person), Filters()),
    "everywhere": lambda _market, person: services_everywhere(person.id, Filters(words="about")),
    "own": lambda _market, person: own_services(person.id),
    "counts": lambda market, person: category_counts(standing(market, person), Filters()),
}


@pytest.mark.parametrize(("name", "most"), [("in", 2), ("everywhere", 2), ("own", 1), ("counts", 2)])
def test_statements(market: str, seller: Person, stock: dict[str, UUID], name: str, most: int) -> None:
    with noted_statements() as statements:
        LISTS[name](market, seller)
    assert len(statements) == most


def test_nobody_learns_what_is_written_in_private(private_market: str, sell: Sell, dora: Person) -> None:
    def found(person: Person | None, words: str = "merger") -> list[str]:
        return names(services_everywhere(person.id if person else None, Filters(words=words)))

    sell("Merqer")
    assert found(None) == found(dora) == ["Merqer"]
    key = create_service(private_market, dora.id, name="Merger", description="", price=Decimal(5))
    assert found(None) == ["Merqer"]
    assert found(dora) == found(dora, "mergre") == names(look(private_market, dora, words="mergre")) == ["Merger"]
    update_service(key, dora.id, seen=1, name="Merger acquisition")
    update_marketplace(private_market, dora.id, title="Acquisition", description="x", palette=PALETTE, pattern="dots")
    sell("Aqcuisition")
    assert found(None, "acquisition") == ["Aqcuisition"]
    change_rules(private_market, dora.id, Rules(private=False), seen=1)
    assert found(None) == found(None, "acquisition") == ["Merger acquisition"]
