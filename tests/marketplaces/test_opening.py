"""Marketplaces are opened, changed, archived and opened again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from domanu.auth.models import User
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.refusals import Forbidden, Hidden
from domanu.drawing.colour import Palette
from domanu.marketplaces.errors import Archived, DesignerGone, NotADesigner, NotConfirmed
from domanu.marketplaces.models import Marketplace, RulesConsent, RulesVersion
from domanu.marketplaces.operations.marketplaces import (
    archive_marketplace,
    create_marketplace,
    reopen_marketplace,
    update_marketplace,
)
from domanu.marketplaces.operations.memberships import join_marketplace
from domanu.marketplaces.rules import Rules
from domanu.marketplaces.standing import standing_at
from tests.support.people import Person

Open = Callable[..., str]
LOOK = {"description": "For neighbours.", "palette": Palette("#bf4128", "#f8ecd8", "#2f6f73"), "pattern": "checks"}


def test_it_works(dora: Person) -> None:
    slug = create_marketplace(dora.id, title="Élan & Söhne", rules=Rules(), **LOOK)  # type: ignore[arg-type]
    assert re.fullmatch("elan-sohne-[a-z]{5}", slug)
    standing = standing_at(slug, dora.id)
    assert (standing.role, standing.status, standing.agrees) == ("designer", "active", True)
    market = standing.marketplace
    assert (market.private, market.bargaining, market.bidding, market.member_count) == (True, True, True, 1)
    assert market.colours == LOOK["palette"]
    assert db.session.scalars(select(RulesVersion.version)).all() == [1]
    assert db.session.scalars(select(RulesConsent.user_id)).all() == [dora.id]


def test_only_designers_who_confirmed_open_one(alice: Person, dora: Person) -> None:
    with pytest.raises(NotADesigner):
        create_marketplace(alice.id, title="Campus", rules=Rules(), **LOOK)  # type: ignore[arg-type]
    db.session.execute(update(User).where(User.id == dora.id).values(confirmed_at=None))
    with pytest.raises(NotConfirmed):
        create_marketplace(dora.id, title="Campus", rules=Rules(), **LOOK)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "slug"), [("東京", "market"), ("--", "market"), ("Straße", "strasse"), ("a" * 80, "a" * 54)]
)
def test_slugs(open_market: Open, title: str, slug: str) -> None:
    assert [open_market(title, private=False) for _ in range(3)] == [slug, f"{slug}-2", f"{slug}-3"]


def test_slugs_that_look_alike(open_market: Open) -> None:
    assert open_market("Campus 2", private=False) == "campus-2"
    assert [open_market("Campus", private=False) for _ in range(2)] == ["campus", "campus-3"]


def test_a_private_one_is_in_nobodys_way(open_market: Open) -> None:
    """Nor could anybody think of its address."""
    hidden = [open_market("Campus"), open_market("Campus"), open_market("a" * 80)]
    assert open_market("Campus", private=False) == "campus"
    assert [re.sub("[a-z]{5}$", "", slug) for slug in hidden] == ["campus-", "campus-", f"{'a' * 54}-"]
    assert hidden[0] != hidden[1]


def test_its_look_changes_and_its_address_stays(market: str, dora: Person, alice: Person) -> None:
    update_marketplace(market, dora.id, title="Repair", **LOOK)  # type: ignore[arg-type]
    changed = standing_at(market, None).marketplace
    assert (changed.title, changed.pattern) == ("Repair", "checks")
    with pytest.raises(Forbidden):
        update_marketplace(market, alice.id, title="Mine", **LOOK)  # type: ignore[arg-type]


def test_a_stranger_cannot_tell_it_from_none(private_market: str, alice: Person) -> None:
    for slug in (private_market, "nothing-here"):
        with pytest.raises(Hidden):
            update_marketplace(slug, alice.id, title="Mine", **LOOK)  # type: ignore[arg-type]
        with pytest.raises(Hidden):
            archive_marketplace(slug, alice.id)


def test_archived_it_rests(market: str, dora: Person, alice: Person) -> None:
    for _ in range(2):
        archive_marketplace(market, dora.id)
    assert db.session.scalars(select(Event.name).where(Event.name == "marketplace.archived")).all() == [
        "marketplace.archived"
    ]
    with pytest.raises(Archived):
        update_marketplace(market, dora.id, title="Repair", **LOOK)  # type: ignore[arg-type]
    with pytest.raises(Archived):
        join_marketplace(market, alice.id)
    reopen_marketplace(market, dora.id)
    assert join_marketplace(market, alice.id) == "active"


def test_who_archives(private_market: str, stella: Person, alice: Person, market: str) -> None:
    archive_marketplace(private_market, stella.id)
    assert standing_at(private_market, stella.id).is_archived
    for act in (archive_marketplace, reopen_marketplace):
        with pytest.raises(Forbidden):
            act(market, alice.id)


def test_not_opened_again_for_a_designer_who_is_gone(market: str, dora: Person, stella: Person) -> None:
    archive_marketplace(market, dora.id)
    db.session.execute(update(User).where(User.id == dora.id).values(closed_at=User.created_at))
    with pytest.raises(DesignerGone):
        reopen_marketplace(market, stella.id)
    assert db.session.scalar(select(Marketplace.archived_at)) is not None
