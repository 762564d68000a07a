"""Editing against editing, and selling against the end of the marketplace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.engine import URL

from domanu.core.db import db
from domanu.core.events import Event
from domanu.marketplaces import join_marketplace
from domanu.marketplaces.errors import Archived
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.services import create_service, update_service
from domanu.services.errors import ServiceChanged
from domanu.services.models import Service
from tests.support.markets import Market, make_market
from tests.support.races import race, without

RUNNERS = 20
LOCK, GUARD = " FOR NO KEY UPDATE", " AND services.edition = %(edition_2)s::INTEGER"
InApp = Callable[[Callable[[], Any]], Callable[[], Any]]


@pytest.fixture
def market(racing_app: Flask) -> Market:
    """Everybody in it may sell."""
    with racing_app.app_context():
        market = make_market(RUNNERS, private=False)
        for user_id in market.people:
            join_marketplace(market.slug, user_id)
        db.session.commit()
        return market


@pytest.fixture
def piano(racing_app: Flask, market: Market) -> UUID:
    with racing_app.app_context():
        return _selling(market, 0)()


def test_one_edit_wins(racing_app: Flask, own_url: URL, in_app: InApp, market: Market, piano: UUID) -> None:
    check_one_edit_won(racing_app, race(own_url, "services", edit_often(in_app, market, piano)))


def test_twin_that_overwrites(racing_app: Flask, own_url: URL, in_app: InApp, market: Market, piano: UUID) -> None:
    with without(racing_app, GUARD):
        outcomes = race(own_url, "services", edit_often(in_app, market, piano))
    assert outcomes.count(None) > 1
    with pytest.raises(AssertionError):
        check_one_edit_won(racing_app, outcomes)


def test_nobody_sells_in_what_is_archived(racing_app: Flask, own_url: URL, in_app: InApp, market: Market) -> None:
    check_archived(racing_app, race(own_url, "marketplaces", sell_and_archive(in_app, market), "EXCLUSIVE"))


def test_twin_that_sells_in_what_is_archived(racing_app: Flask, own_url: URL, in_app: InApp, market: Market) -> None:
    with without(racing_app, LOCK):
        outcomes = race(own_url, "marketplaces", sell_and_archive(in_app, market), "EXCLUSIVE")
    with pytest.raises(AssertionError):
        check_archived(racing_app, outcomes)


def edit_often(in_app: InApp, market: Market, key: UUID) -> list[Callable[[], Any]]:
    """Each from the edition that everybody saw."""
    return [in_app(_editing(market, key, number)) for number in range(RUNNERS)]


def sell_and_archive(in_app: InApp, market: Market) -> list[Callable[[], Any]]:
    def archive() -> None:
        archive_marketplace(market.slug, market.designer)
        db.session.commit()

    return [in_app(archive), *(in_app(_selling(market, number)) for number in range(RUNNERS))]


def check_one_edit_won(app: Flask, outcomes: list[Any]) -> None:
    assert Counter(type(outcome) for outcome in outcomes) == {type(None): 1, ServiceChanged: RUNNERS - 1}
    with app.app_context():
        name, edition = db.session.execute(select(Service.name, Service.edition)).one()
        assert (name, edition) == (f"Piano {outcomes.index(None)}", 2)


def check_archived(app: Flask, outcomes: list[Any]) -> None:
    """Whatever is on sale was so before it closed."""
    assert all(outcome is None or isinstance(outcome, UUID | Archived) for outcome in outcomes)
    with app.app_context():
        held = db.session.scalars(select(Event.data).where(Event.name == "marketplace.archived")).one()
        assert db.session.scalar(select(func.count()).select_from(Service)) == held["services"]
        assert db.session.scalar(select(Marketplace.service_count)) == held["services"]


def _editing(market: Market, key: UUID, number: int) -> Callable[[], Any]:
    def edit() -> None:
        update_service(key, market.people[0], seen=1, name=f"Piano {number}")
        db.session.commit()

    return edit


def _selling(market: Market, number: int) -> Callable[[], UUID]:
    def sell() -> UUID:
        key = create_service(market.slug, market.people[number], name="Piano", description="", price=Decimal(5))
        db.session.commit()
        return key

    return sell
