"""The last use of an invitation, wanted by thirty at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.engine import URL

from domanu.core.db import db
from domanu.marketplaces.errors import InvitationDead
from domanu.marketplaces.models import Invitation, Marketplace
from domanu.marketplaces.operations.invitations import accept_invitation, invitations, make_invitation
from tests.support.markets import Market, make_market
from tests.support.races import race, without

RUNNERS = 30
GUARD = " AND (invitations.most_uses IS NULL OR invitations.used < invitations.most_uses)"
InApp = Callable[[Callable[[], Any]], Callable[[], Any]]


@pytest.fixture
def market(racing_app: Flask) -> Market:
    with racing_app.app_context():
        return make_market(RUNNERS)


@pytest.fixture
def token(racing_app: Flask, market: Market) -> str:
    with racing_app.app_context():
        make_invitation(market.slug, market.designer, most_uses=1, expires_in=None)
        db.session.commit()
        [made] = invitations(market.slug, market.designer)
        return made.link.rpartition("/")[2]


def test_one_comes_in(racing_app: Flask, own_url: URL, in_app: InApp, market: Market, token: str) -> None:
    check_one_came_in(racing_app, use_all(own_url, in_app, market, token))


def test_twin_without_the_guard(racing_app: Flask, own_url: URL, in_app: InApp, market: Market, token: str) -> None:
    with racing_app.app_context():
        db.session.execute(text("ALTER TABLE invitations DROP CONSTRAINT ck_invitations_uses"))
        db.session.commit()
    with without(racing_app, GUARD):
        outcomes = use_all(own_url, in_app, market, token)
    assert outcomes.count("active") > 1
    with pytest.raises(AssertionError):
        check_one_came_in(racing_app, outcomes)


def use_all(url: URL, in_app: InApp, market: Market, token: str) -> list[Any]:
    runners = [in_app(_using(token, user_id)) for user_id in market.people]
    return race(url, "marketplaces", runners, "EXCLUSIVE")


def check_one_came_in(app: Flask, outcomes: list[Any]) -> None:
    told = Counter(outcome if isinstance(outcome, str) else type(outcome) for outcome in outcomes)
    assert told == {"active": 1, InvitationDead: RUNNERS - 1}
    with app.app_context():
        assert db.session.scalar(select(Invitation.used)) == 1
        assert db.session.scalar(select(Marketplace.member_count)) == 2


def _using(token: str, user_id: UUID) -> Callable[[], str]:
    def use() -> str:
        status = accept_invitation(token, user_id)
        db.session.commit()
        return status

    return use
