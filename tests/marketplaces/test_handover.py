from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from domanu.core.db import db
from domanu.core.process import NotPossible
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces.errors import Archived, NotADesigner
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.operations.handover import (
    accept_marketplace,
    decline_marketplace,
    offer_marketplace,
    withdraw_offer,
)
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.operations.memberships import ban, join_marketplace, leave_marketplace
from domanu.marketplaces.standing import standing_at
from domanu.profiles import make_designer, update_profile
from tests.support.people import Person


@pytest.fixture
def dan(make_person: Callable[[str], Person]) -> Person:
    """Another designer."""
    person = make_person("dan")
    make_designer(person.id, policy="staff")
    db.session.commit()
    return person


@pytest.mark.parametrize("was_member", [True, False])
def test_it_works(open_market: Callable[..., str], dora: Person, dan: Person, was_member: bool) -> None:
    slug = open_market("Campus", private=not was_member)
    if was_member:
        join_marketplace(slug, dan.id)
    offer_marketplace(slug, dora.id, "@DAN")
    assert standing_at(slug, dan.id).is_heir
    accept_marketplace(slug, dan.id)
    new, old = standing_at(slug, dan.id), standing_at(slug, dora.id)
    assert (new.role, new.status, new.agrees, new.is_heir) == ("designer", "active", True, False)
    assert (old.role, old.status) == ("moderator", "active")
    assert db.session.scalar(select(Marketplace.member_count)) == 2
    leave_marketplace(slug, dora.id)
    with pytest.raises(Forbidden):
        leave_marketplace(slug, dan.id)


@pytest.mark.parametrize("username", ["alice", "nobody-at-all", "dora", "", "una"])
def test_only_to_another_designer(market: str, dora: Person, alice: Person, una: Person, username: str) -> None:
    update_profile(una.id, designer=True)
    with pytest.raises(NotADesigner):
        offer_marketplace(market, dora.id, username)


def test_only_by_its_designer(market: str, private_market: str, dan: Person, stella: Person) -> None:
    for person in (dan, stella):
        with pytest.raises(Forbidden):
            offer_marketplace(market, person.id, "dan")
    with pytest.raises(Hidden):
        offer_marketplace(private_market, dan.id, "dan")


def test_declined_and_withdrawn(private_market: str, dora: Person, dan: Person) -> None:
    for end, who in ((decline_marketplace, dan), (withdraw_offer, dora)):
        offer_marketplace(private_market, dora.id, "dan")
        end(private_market, who.id)
        with pytest.raises(Hidden):
            accept_marketplace(private_market, dan.id)


def test_an_offer_that_lapsed(market: str, dora: Person, dan: Person, alice: Person) -> None:
    make_designer(alice.id, policy="staff")
    offer_marketplace(market, dora.id, "alice")
    offer_marketplace(market, dora.id, "dan")
    for answer in (accept_marketplace, decline_marketplace):
        with pytest.raises(NotPossible):
            answer(market, alice.id)
    update_profile(dan.id, designer=False)
    with pytest.raises(NotADesigner):
        accept_marketplace(market, dan.id)


def test_a_ban_ends_the_offer(market: str, dora: Person, dan: Person) -> None:
    join_marketplace(market, dan.id)
    offer_marketplace(market, dora.id, "dan")
    ban(market, dora.id, dan.id)
    with pytest.raises(NotPossible):
        accept_marketplace(market, dan.id)
    with pytest.raises(NotADesigner):
        offer_marketplace(market, dora.id, "dan")


def test_not_while_it_is_archived(market: str, dora: Person, dan: Person) -> None:
    offer_marketplace(market, dora.id, "dan")
    archive_marketplace(market, dora.id)
    with pytest.raises(NotPossible):
        accept_marketplace(market, dan.id)
    with pytest.raises(Archived):
        offer_marketplace(market, dora.id, "dan")
