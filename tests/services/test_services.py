from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from domanu.auth.models import User
from domanu.core.db import db, new_id
from domanu.core.events import Event
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces import join_marketplace, leave_marketplace
from domanu.marketplaces.errors import Archived, NotConfirmed, RulesChanged
from domanu.marketplaces.models import Category, Marketplace, Membership
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.services import create_service, delete_service, update_service
from domanu.services.errors import NoSuchCategory, ServiceChanged
from domanu.services.models import Service
from domanu.services.operations.reading import find_service
from domanu.services.operations.services import change_availability, put_back, take_down
from tests.support.people import Person

from .conftest import Sell


def service(key: UUID) -> Service:
    return db.session.scalars(select(Service).where(Service.id == key).execution_options(populate_existing=True)).one()


def listed_in(slug: str) -> int:
    return db.session.scalars(select(Marketplace.service_count).where(Marketplace.slug == slug)).one()


def offer(slug: str, person: Person, **more: Any) -> UUID:
    return create_service(slug, person.id, name="Piano", description="", price=Decimal(5), **more)


def test_it_works(market: str, seller: Person, calculus: UUID) -> None:
    made = service(calculus)
    assert (made.name, made.price, made.status, made.available) == ("Calculus", Decimal(40), "listed", True)
    assert made.description_html == "<p>From <em>limits</em>.</p>\n"
    assert listed_in(market) == 1
    assert db.session.scalars(select(Event.actor_id).where(Event.name == "service.created")).one() == seller.id


def test_who_may_not_sell(market: str, bob: Person, una: Person, private_market: str) -> None:
    with pytest.raises(Forbidden):
        offer(market, bob)
    with pytest.raises(Hidden):
        offer(private_market, bob)
    with pytest.raises(Hidden):
        offer("absent", bob)
    join_marketplace(market, bob.id)
    db.session.execute(update(User).where(User.id == bob.id).values(confirmed_at=None))
    with pytest.raises(NotConfirmed):
        offer(market, bob)


@pytest.mark.parametrize(
    ("selling", "role", "may"),
    [
        ("everyone", "member", True),
        ("approved", "member", False),
        ("approved", "seller", True),
        ("approved", "treasurer", True),
        ("team", "seller", False),
        ("team", "moderator", True),
    ],
)
def test_the_rule_about_selling(market: str, seller: Person, selling: str, role: str, may: bool) -> None:
    db.session.execute(update(Marketplace).where(Marketplace.slug == market).values(selling=selling))
    db.session.execute(update(Membership).where(Membership.user_id == seller.id).values(role=role))
    if may:
        assert offer(market, seller)
    else:
        with pytest.raises(Forbidden):
            offer(market, seller)


def test_nothing_new_before_they_agree(market: str, seller: Person) -> None:
    db.session.execute(update(Marketplace).where(Marketplace.slug == market).values(rules_version=2))
    with pytest.raises(RulesChanged):
        offer(market, seller)


def test_nothing_new_in_an_archive(market: str, seller: Person, dora: Person, calculus: UUID) -> None:
    archive_marketplace(market, dora.id)
    with pytest.raises(Archived):
        offer(market, seller)
    with pytest.raises(Archived):
        update_service(calculus, seller.id, seen=1, name="Other")
    take_down(calculus, dora.id)
    with pytest.raises(Archived):
        put_back(calculus, dora.id)
    assert service(calculus).status == "removed"
    delete_service(calculus, seller.id)


def test_category_of_this_marketplace(market: str, private_market: str, seller: Person, sell: Sell) -> None:
    ids = {
        slug: db.session.scalars(select(Marketplace.id).where(Marketplace.slug == slug)).one()
        for slug in (market, private_market)
    }
    here, there = (Category(id=new_id(), marketplace_id=ids[slug], name="Music", position=1) for slug in ids)
    db.session.add_all([here, there])
    db.session.flush()
    key = sell(category_id=here.id)
    for other in (there.id, uuid4()):
        with pytest.raises(NoSuchCategory):
            update_service(key, seller.id, seen=1, category_id=other)
    assert service(key).category_id == here.id


def test_edit(seller: Person, calculus: UUID) -> None:
    update_service(calculus, seller.id, seen=1, name="Calculus II", description="**Series**", price=Decimal("45.50"))
    edited = service(calculus)
    assert (edited.name, edited.price, edited.edition) == ("Calculus II", Decimal("45.50"), 2)
    assert "<strong>Series</strong>" in edited.description_html
    with pytest.raises(ServiceChanged):
        update_service(calculus, seller.id, seen=1, name="Older")
    update_service(calculus, seller.id, seen=2, price=Decimal(1))
    assert service(calculus).name == "Calculus II"


def test_edit_changes_nothing_it_should_not(seller: Person, bob: Person, calculus: UUID) -> None:
    with pytest.raises(Forbidden):
        update_service(calculus, seller.id, seen=1, seller_id=bob.id)


def test_available(market: str, seller: Person, calculus: UUID) -> None:
    change_availability(calculus, seller.id, available=False)
    assert not service(calculus).available
    assert (service(calculus).edition, listed_in(market)) == (1, 1)


WRITES: dict[str, Callable[[UUID, UUID], None]] = {
    "update": lambda key, actor: update_service(key, actor, seen=1, name="Mine"),
    "toggle": lambda key, actor: change_availability(key, actor, available=False),
    "delete": delete_service,
    "take down": take_down,
    "put back": put_back,
}


@pytest.mark.parametrize("write", WRITES)
def test_strangers(market: str, bob: Person, charlie: Person, calculus: UUID, write: str) -> None:
    join_marketplace(market, bob.id)
    for person in (bob, charlie):
        with pytest.raises(Forbidden):
            WRITES[write](calculus, person.id)
        with pytest.raises(Hidden):
            WRITES[write](uuid4(), person.id)


@pytest.mark.parametrize("write", WRITES)
def test_strangers_know_of_nothing_in_private(market: str, charlie: Person, calculus: UUID, write: str) -> None:
    db.session.execute(update(Marketplace).where(Marketplace.slug == market).values(private=True))
    with pytest.raises(Hidden):
        WRITES[write](calculus, charlie.id)


def test_delete(market: str, seller: Person, calculus: UUID) -> None:
    delete_service(calculus, seller.id)
    assert db.session.scalar(select(Service.id).where(Service.id == calculus)) is None
    assert listed_in(market) == 0
    with pytest.raises(Hidden):
        delete_service(calculus, seller.id)


def test_what_deals_refer_to_is_kept(
    app: Any, monkeypatch: pytest.MonkeyPatch, market: str, seller: Person, calculus: UUID
) -> None:
    table = app.extensions["domanu.events"]
    holding = table._replace(within={**table.within, "service.deleting": [lambda _event: True]})
    monkeypatch.setitem(app.extensions, "domanu.events", holding)
    delete_service(calculus, seller.id)
    assert (service(calculus).status, listed_in(market)) == ("deleted", 0)
    with pytest.raises(Hidden):
        find_service(calculus, seller.id)


def test_taken_down_and_put_back(market: str, seller: Person, dora: Person, bob: Person, calculus: UUID) -> None:
    take_down(calculus, dora.id)
    take_down(calculus, dora.id)
    assert (service(calculus).status, listed_in(market)) == ("removed", 0)
    for sees in (seller, dora):
        assert find_service(calculus, sees.id).service.status == "removed"
    for blind in (bob.id, None):
        with pytest.raises(Hidden):
            find_service(calculus, blind)
    with pytest.raises(Forbidden):
        put_back(calculus, seller.id)
    put_back(calculus, dora.id)
    put_back(calculus, dora.id)
    assert (service(calculus).status, listed_in(market)) == ("listed", 1)


def test_put_back_after_its_seller_left(market: str, seller: Person, dora: Person, calculus: UUID) -> None:
    take_down(calculus, dora.id)
    leave_marketplace(market, seller.id)
    put_back(calculus, dora.id)
    assert (service(calculus).status, listed_in(market)) == ("suspended", 0)


def test_who_has_left_changes_nothing_but_may_delete(market: str, seller: Person, calculus: UUID) -> None:
    leave_marketplace(market, seller.id)
    with pytest.raises(Forbidden):
        update_service(calculus, seller.id, seen=1, name="Other")
    delete_service(calculus, seller.id)
    assert listed_in(market) == 0


@pytest.mark.parametrize("status", ["left", "banned", "pending"])
def test_from_a_private_one_they_take_theirs_away_and_no_more(
    market: str, seller: Person, calculus: UUID, status: str
) -> None:
    db.session.execute(update(Marketplace).where(Marketplace.slug == market).values(private=True))
    leave_marketplace(market, seller.id)
    kept = {"status": status, "before_ban": "active" if status == "banned" else None}
    db.session.execute(update(Membership).where(Membership.user_id == seller.id).values(kept))
    for write in ("update", "toggle", "put back"):
        with pytest.raises((Hidden, Forbidden)):
            WRITES[write](calculus, seller.id)
    delete_service(calculus, seller.id)
    assert db.session.scalar(select(Service.id).where(Service.id == calculus)) is None
