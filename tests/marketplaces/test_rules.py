from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from domanu.core.db import db
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces.errors import Archived, CurrencyInUse, RulesChanged
from domanu.marketplaces.models import RulesConsent, RulesVersion
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.operations.memberships import join_marketplace, leave_marketplace
from domanu.marketplaces.operations.rules import agree_to_rules, change_rules, rules_history, rules_since
from domanu.marketplaces.rules import Rules
from domanu.marketplaces.standing import standing_at
from domanu.services import create_service
from tests.support.people import Person

OPEN = Rules(private=False)
DEARER = Rules(private=False, house_percent=Decimal("2.50"), cancel_hours=48)


def test_each_change_is_a_version(market: str, dora: Person) -> None:
    change_rules(market, dora.id, DEARER, seen=1)
    change_rules(market, dora.id, OPEN, seen=2)
    found = standing_at(market, dora.id)
    assert (found.marketplace.rules, found.marketplace.rules_version, found.agrees) == (OPEN, 3, True)
    assert [kept.version for kept in rules_history(found.marketplace.id)] == [3, 2, 1]
    assert [rules_since(found.marketplace.id, version) for version in (1, 2, 3)] == [OPEN, DEARER, OPEN]
    with pytest.raises(Hidden):
        rules_since(found.marketplace.id, 4)


def test_no_change_is_no_version(market: str, dora: Person) -> None:
    change_rules(market, dora.id, Rules(private=False, house_percent=Decimal(0)), seen=1)
    assert db.session.scalar(select(func.count()).select_from(RulesVersion)) == 1


def test_the_later_of_two_designers_is_told(market: str, dora: Person) -> None:
    change_rules(market, dora.id, DEARER, seen=1)
    with pytest.raises(RulesChanged):
        change_rules(market, dora.id, OPEN, seen=1)


def test_only_the_designer_of_an_open_one(market: str, dora: Person, alice: Person, stella: Person) -> None:
    for person in (alice, stella):
        with pytest.raises(Forbidden):
            change_rules(market, person.id, DEARER, seen=1)
    archive_marketplace(market, dora.id)
    with pytest.raises(Archived):
        change_rules(market, dora.id, DEARER, seen=1)


def test_the_currency_stays_while_something_has_a_price(market: str, dora: Person, alice: Person) -> None:
    """Even if it is not listed at the moment: its seller may come back."""
    euros = Rules(private=False, currency="EUR")
    change_rules(market, dora.id, euros, seen=1)
    join_marketplace(market, alice.id)
    create_service(market, alice.id, name="Calculus", description="", price=Decimal(20))
    change_rules(market, dora.id, Rules(private=False, currency="EUR", bidding=False), seen=2)
    for _ in range(2):
        with pytest.raises(CurrencyInUse):
            change_rules(market, dora.id, OPEN, seen=3)
        leave_marketplace(market, alice.id)
    assert standing_at(market, None).marketplace.service_count == 0


def test_members_agree_to_the_new_version(market: str, dora: Person, alice: Person, bob: Person) -> None:
    join_marketplace(market, alice.id)
    change_rules(market, dora.id, DEARER, seen=1)
    assert not standing_at(market, alice.id).agrees
    with pytest.raises(RulesChanged):
        agree_to_rules(market, alice.id, seen=1)
    for _ in range(2):
        agree_to_rules(market, alice.id, seen=2)
    assert standing_at(market, alice.id).agrees
    mine = select(RulesConsent.version).where(RulesConsent.user_id == alice.id).order_by(RulesConsent.version)
    assert db.session.scalars(mine).all() == [1, 2]
    with pytest.raises(Forbidden):
        agree_to_rules(market, bob.id)
