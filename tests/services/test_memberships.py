"""Services come and go with their sellers."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from domanu.auth.operations.accounts import close_account, disable_user, enable_user, export_account
from domanu.core.db import db
from domanu.core.refusals import Hidden
from domanu.marketplaces import join_marketplace, leave_marketplace
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.memberships import ban, unban
from domanu.services.models import Favourite, Service
from domanu.services.operations.favourites import add_favourite
from domanu.services.operations.reading import find_service
from domanu.services.operations.services import put_back, take_down
from tests.support.people import Person

from .conftest import Sell


def state(key: UUID) -> tuple[str, int]:
    joined = select(Service.status, Marketplace.service_count).join(
        Marketplace, Marketplace.id == Service.marketplace_id
    )
    status, count = db.session.execute(joined.where(Service.id == key)).one()
    return status, count


def test_leaving_and_coming_back(market: str, seller: Person, sell: Sell) -> None:
    keys = [sell(), sell("Algebra")]
    leave_marketplace(market, seller.id)
    assert [state(key) for key in keys] == [("suspended", 0)] * 2
    with pytest.raises(Hidden):
        find_service(keys[0], None)
    join_marketplace(market, seller.id)
    assert [state(key) for key in keys] == [("listed", 2)] * 2


def test_ban(market: str, seller: Person, dora: Person, calculus: UUID) -> None:
    ban(market, dora.id, seller.id)
    assert state(calculus) == ("suspended", 0)
    unban(market, dora.id, seller.id)
    assert state(calculus) == ("listed", 1)


def test_what_was_taken_down_stays_down(market: str, seller: Person, dora: Person, sell: Sell) -> None:
    down, up = sell(), sell("Algebra")
    take_down(down, dora.id)
    leave_marketplace(market, seller.id)
    join_marketplace(market, seller.id)
    assert (state(down), state(up)) == (("removed", 1), ("listed", 1))


def test_of_others_nothing_changes(market: str, bob: Person, calculus: UUID) -> None:
    join_marketplace(market, bob.id)
    leave_marketplace(market, bob.id)
    assert state(calculus) == ("listed", 1)


def test_disabled_account(market: str, seller: Person, dora: Person, calculus: UUID) -> None:
    disable_user(seller.id)
    assert state(calculus) == ("suspended", 0)
    ban(market, dora.id, seller.id)
    unban(market, dora.id, seller.id)
    assert state(calculus) == ("suspended", 0)
    enable_user(seller.id)
    assert state(calculus) == ("listed", 1)


def test_put_back_while_the_account_is_disabled(seller: Person, dora: Person, calculus: UUID) -> None:
    take_down(calculus, dora.id)
    disable_user(seller.id)
    put_back(calculus, dora.id)
    assert state(calculus) == ("suspended", 0)
    enable_user(seller.id)
    assert state(calculus) == ("listed", 1)


def test_enabled_though_banned(market: str, seller: Person, dora: Person, calculus: UUID) -> None:
    disable_user(seller.id)
    ban(market, dora.id, seller.id)
    enable_user(seller.id)
    assert state(calculus) == ("suspended", 0)


def test_closed_account(market: str, seller: Person, bob: Person, calculus: UUID) -> None:
    add_favourite(calculus, bob.id)
    close_account(seller.id)
    assert db.session.scalars(select(Service.id)).all() == []
    assert db.session.scalars(select(Favourite.id)).all() == []
    assert db.session.scalars(select(Marketplace.service_count)).one() == 0


def test_export(seller: Person, calculus: UUID) -> None:
    add_favourite(calculus, seller.id)
    account = export_account(seller.id)
    assert [(part["name"], part["pictures"]) for part in account["services"]] == [("Calculus", [])]
    assert account["favourites"][0]["service_id"] == calculus
