"""Joining, against joining twice, against a ban, and against the end of the marketplace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.engine import URL

from domanu.core.db import db
from domanu.core.events import Event
from domanu.marketplaces.errors import Archived
from domanu.marketplaces.models import Marketplace, Membership
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.operations.memberships import ban, join_marketplace, leave_marketplace
from tests.support.markets import Market, make_market
from tests.support.races import race, without

RUNNERS = 20
LOCK, GUARD = " FOR NO KEY UPDATE", " WHERE memberships.status = %(status_1)s::VARCHAR"
InApp = Callable[[Callable[[], Any]], Callable[[], Any]]


@pytest.fixture
def market(racing_app: Flask) -> Market:
    with racing_app.app_context():
        return make_market(RUNNERS, private=False)


def test_one_membership(racing_app: Flask, own_url: URL, in_app: InApp, market: Market) -> None:
    outcomes = race(own_url, "marketplaces", join_often(in_app, market), "EXCLUSIVE")
    check_one_membership(racing_app, outcomes)


def test_twin_that_joins_often(racing_app: Flask, own_url: URL, in_app: InApp, market: Market) -> None:
    with without(racing_app, LOCK, GUARD):
        outcomes = race(own_url, "memberships", join_often(in_app, market))
    with pytest.raises(AssertionError):
        check_one_membership(racing_app, outcomes)


def test_a_ban_holds(racing_app: Flask, own_url: URL, in_app: InApp, market: Market) -> None:
    """Whoever has left and is banned stays out, however often they join meanwhile."""
    runners = [in_app(_banning(racing_app, market)), *join_often(in_app, market)]
    check_banned(racing_app, race(own_url, "marketplaces", runners, "EXCLUSIVE"))


def test_twin_that_joins_over_a_ban(racing_app: Flask, own_url: URL, in_app: InApp, market: Market) -> None:
    runners = [in_app(_banning(racing_app, market)), *join_often(in_app, market)]
    with racing_app.app_context():
        db.session.execute(text("ALTER TABLE memberships DROP CONSTRAINT ck_memberships_before_ban"))
        db.session.commit()
    with without(racing_app, LOCK, GUARD):
        outcomes = race(own_url, "memberships", runners)
    with pytest.raises(AssertionError):
        check_banned(racing_app, outcomes)


def test_nobody_joins_what_is_archived(racing_app: Flask, own_url: URL, in_app: InApp, market: Market) -> None:
    check_archived(racing_app, race(own_url, "marketplaces", join_and_archive(in_app, market), "EXCLUSIVE"))


def test_twin_that_joins_what_is_archived(racing_app: Flask, own_url: URL, in_app: InApp, market: Market) -> None:
    with without(racing_app, LOCK):
        outcomes = race(own_url, "marketplaces", join_and_archive(in_app, market), "EXCLUSIVE")
    with pytest.raises(AssertionError):
        check_archived(racing_app, outcomes)


def join_often(in_app: InApp, market: Market) -> list[Callable[[], Any]]:
    """The same person."""
    return [in_app(_committing(join_marketplace, market.slug, market.people[0]))] * RUNNERS


def join_and_archive(in_app: InApp, market: Market) -> list[Callable[[], Any]]:
    joins = [in_app(_committing(join_marketplace, market.slug, user_id)) for user_id in market.people]
    return [in_app(_committing(archive_marketplace, market.slug, market.designer)), *joins]


def check_one_membership(app: Flask, outcomes: list[Any]) -> None:
    assert outcomes == ["active"] * RUNNERS
    with app.app_context():
        assert db.session.scalar(select(Marketplace.member_count)) == 2
        assert db.session.scalar(select(func.count()).where(Event.name == "membership.begun")) == 1


def check_banned(app: Flask, outcomes: list[Any]) -> None:
    assert outcomes[0] is None
    with app.app_context():
        assert db.session.scalars(select(Membership.status).order_by(Membership.id)).all() == ["active", "banned"]
        assert db.session.scalar(select(Marketplace.member_count)) == 1


def check_archived(app: Flask, outcomes: list[Any]) -> None:
    assert all(outcome in {None, "active"} or isinstance(outcome, Archived) for outcome in outcomes)
    with app.app_context():
        held = db.session.scalars(select(Event.data).where(Event.name == "marketplace.archived")).one()
        assert db.session.scalar(select(Marketplace.member_count)) == held["members"]


def _banning(app: Flask, market: Market) -> Callable[[], Any]:
    """Of somebody who was a member, and has left."""
    with app.app_context():
        join_marketplace(market.slug, market.people[0])
        leave_marketplace(market.slug, market.people[0])
        db.session.commit()
    return _committing(ban, market.slug, market.designer, market.people[0])


def _committing(act: Callable[..., Any], *arguments: Any) -> Callable[[], Any]:
    def run() -> Any:
        outcome = act(*arguments)
        db.session.commit()
        return outcome

    return run
