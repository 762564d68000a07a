from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.process import NotPossible
from domanu.core.refusals import Forbidden, Hidden
from domanu.marketplaces.errors import Archived, NotConfirmed, RulesChanged
from domanu.marketplaces.models import Marketplace, RulesConsent
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.operations.memberships import (
    admit,
    ban,
    change_role,
    decline,
    join_marketplace,
    leave_marketplace,
    unban,
)
from domanu.marketplaces.standing import standing_at
from tests.support.people import Person

Open = Callable[..., str]


@pytest.fixture
def asking(open_market: Open) -> str:
    """A marketplace that lets nobody in without a yes."""
    return open_market("Judo", private=False, approval=True)


def status(slug: str, person: Person) -> str:
    return standing_at(slug, person.id).status


def count(slug: str) -> int:
    return db.session.scalars(select(Marketplace.member_count).where(Marketplace.slug == slug)).one()


def told() -> list[tuple[str, str | None]]:
    facts = db.session.execute(select(Event.name, Event.data).where(Event.name.like("membership.%")).order_by(Event.id))
    return [(name, data.get("reason")) for name, data in facts]


def test_joining_and_leaving(market: str, alice: Person) -> None:
    assert [join_marketplace(market, alice.id) for _ in range(2)] == ["active", "active"]
    assert (status(market, alice), count(market)) == ("active", 2)
    for _ in range(2):
        leave_marketplace(market, alice.id)
    assert (status(market, alice), count(market)) == ("left", 1)
    join_marketplace(market, alice.id)
    assert count(market) == 2
    assert told() == [("membership.begun", "joined"), ("membership.ended", "left"), ("membership.begun", "joined")]


def test_consent_names_the_version(market: str, alice: Person) -> None:
    with pytest.raises(RulesChanged):
        join_marketplace(market, alice.id, seen=7)
    join_marketplace(market, alice.id, seen=1)
    assert db.session.scalars(select(RulesConsent.version).where(RulesConsent.user_id == alice.id)).all() == [1]
    assert standing_at(market, alice.id).agrees


def test_a_private_one_is_not_joined_like_that(private_market: str, alice: Person, stella: Person) -> None:
    with pytest.raises(Hidden):
        join_marketplace(private_market, alice.id)
    with pytest.raises(Forbidden):
        join_marketplace(private_market, stella.id)


def test_it_takes_a_confirmed_address(market: str, una: Person) -> None:
    with pytest.raises(NotConfirmed):
        join_marketplace(market, una.id)


def test_asking_and_a_yes(asking: str, alice: Person, dora: Person) -> None:
    assert join_marketplace(asking, alice.id, message="Brown belt.") == "pending"
    assert join_marketplace(asking, alice.id) == "pending"
    assert count(asking) == 1
    admit(asking, dora.id, alice.id)
    assert (status(asking, alice), count(asking)) == ("active", 2)
    with pytest.raises(NotPossible):
        admit(asking, dora.id, alice.id)


def test_asking_and_a_no(asking: str, alice: Person, bob: Person, dora: Person) -> None:
    for person in (alice, bob):
        join_marketplace(asking, person.id)
    decline(asking, dora.id, alice.id)
    leave_marketplace(asking, bob.id)
    assert (status(asking, alice), status(asking, bob), count(asking)) == ("left", "left", 1)
    assert told()[2:] == [("membership.declined", None), ("membership.ended", "withdrawn")]


def test_only_the_team_answers(asking: str, alice: Person, bob: Person, stella: Person, dora: Person) -> None:
    join_marketplace(asking, alice.id)
    for act in (admit, decline, ban, unban):
        for actor in (alice, bob, stella):
            with pytest.raises(Forbidden):
                act(asking, actor.id, alice.id)
        with pytest.raises(Hidden):
            act(asking, dora.id, bob.id)


def test_banned_and_unbanned(market: str, asking: str, alice: Person, dora: Person) -> None:
    """They come back as what they were."""
    join_marketplace(market, alice.id)
    join_marketplace(asking, alice.id)
    for slug, was, banned_count, after in ((market, "active", 1, 2), (asking, "pending", 1, 1)):
        for _ in range(2):
            ban(slug, dora.id, alice.id)
        assert (status(slug, alice), count(slug)) == ("banned", banned_count)
        for act in (join_marketplace, leave_marketplace):
            with pytest.raises(Forbidden):
                act(slug, alice.id)
        unban(slug, dora.id, alice.id)
        assert (status(slug, alice), count(slug)) == (was, after)


def test_whoever_left_can_be_kept_out(market: str, alice: Person, dora: Person) -> None:
    join_marketplace(market, alice.id)
    leave_marketplace(market, alice.id)
    ban(market, dora.id, alice.id)
    with pytest.raises(Forbidden):
        join_marketplace(market, alice.id)
    unban(market, dora.id, alice.id)
    assert status(market, alice) == "left"


def test_roles(market: str, alice: Person, bob: Person, dora: Person) -> None:
    for person in (alice, bob):
        join_marketplace(market, person.id)
        change_role(market, dora.id, person.id, "moderator")
    assert standing_at(market, alice.id).can_moderate
    for other in (bob, dora):
        with pytest.raises(Forbidden):
            ban(market, alice.id, other.id)
        with pytest.raises(Forbidden):
            change_role(market, alice.id, other.id, "member")
    for role, who in (("owner", bob), ("member", dora)):
        with pytest.raises(Forbidden):
            change_role(market, dora.id, who.id, role)
    ban(market, dora.id, bob.id)
    unban(market, alice.id, bob.id)
    assert standing_at(market, bob.id).role == "member"
    leave_marketplace(market, alice.id)
    join_marketplace(market, alice.id)
    assert standing_at(market, alice.id).role == "member"


def test_the_designer_stays(market: str, alice: Person, dora: Person) -> None:
    with pytest.raises(Forbidden):
        leave_marketplace(market, dora.id)
    with pytest.raises(Forbidden):
        ban(market, dora.id, dora.id)


def test_in_an_archive_people_only_go(asking: str, alice: Person, bob: Person, dora: Person) -> None:
    for person in (alice, bob):
        join_marketplace(asking, person.id)
    admit(asking, dora.id, bob.id)
    archive_marketplace(asking, dora.id)
    with pytest.raises(Archived):
        admit(asking, dora.id, alice.id)
    with pytest.raises(Archived):
        change_role(asking, dora.id, bob.id, "seller")
    decline(asking, dora.id, alice.id)
    ban(asking, dora.id, bob.id)
    with pytest.raises(Archived):
        unban(asking, dora.id, bob.id)
    assert (status(asking, alice), status(asking, bob), count(asking)) == ("left", "banned", 1)
