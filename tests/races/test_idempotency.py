"""The same write, sent by thirty programs at once under one key; and thirty edits of one edition."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.engine import URL
from werkzeug.test import TestResponse

from domanu.api.operations.tokens import make_token
from domanu.core.db import db
from domanu.marketplaces.operations.memberships import join_marketplace
from domanu.services import create_service
from domanu.services.models import Service
from tests.support.markets import Market, make_market
from tests.support.races import race, without

RUNNERS = 30
ROOT = "/api/v1"
BODY = {"name": "Calculus", "price": "40.00"}
CLAIM = (
    " ON CONFLICT (user_id, key) DO UPDATE SET id = excluded.id, fingerprint = excluded.fingerprint,"
    " status = %(param_1)s::INTEGER, headers = %(param_2)s::JSONB, body = %(param_3)s, created_at = now()"
    " WHERE idempotency_keys.created_at < now() - %(now_1)s"
)
GUARD = " AND services.edition = %(edition_2)s::INTEGER"


@pytest.fixture
def market(racing_app: Flask) -> Market:
    with racing_app.app_context():
        market = make_market(1, private=False)
        join_marketplace(market.slug, market.people[0])
        db.session.commit()
    return market


@pytest.fixture
def token(racing_app: Flask, market: Market) -> str:
    with racing_app.app_context():
        made = make_token(market.people[0], name="Race", scopes=["read", "sell"], expires_in=None)
        db.session.commit()
    return made


def test_it_is_done_once(racing_app: Flask, own_url: URL, market: Market, token: str) -> None:
    check_done_once(racing_app, create_all(racing_app, own_url, market, token))


def test_twin_without_the_constraint(racing_app: Flask, own_url: URL, market: Market, token: str) -> None:
    with racing_app.app_context():
        db.session.execute(text("ALTER TABLE idempotency_keys DROP CONSTRAINT uq_idempotency_keys_user_id_key"))
        db.session.commit()
    with without(racing_app, CLAIM):
        answers = create_all(racing_app, own_url, market, token)
    with pytest.raises(AssertionError):
        check_done_once(racing_app, answers)


def test_one_edit_wins(racing_app: Flask, own_url: URL, market: Market, token: str) -> None:
    check_one_won(edit_all(racing_app, own_url, market, token))


def test_twin_without_the_guard(racing_app: Flask, own_url: URL, market: Market, token: str) -> None:
    with without(racing_app, GUARD):
        answers = edit_all(racing_app, own_url, market, token)
    with pytest.raises(AssertionError):
        check_one_won(answers)


def create_all(app: Flask, url: URL, market: Market, token: str) -> list[Any]:
    def create() -> TestResponse:
        path = f"{ROOT}/marketplaces/{market.slug}/services"
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "once"}
        return app.test_client().post(path, json=BODY, headers=headers)

    return race(url, "idempotency_keys", [create] * RUNNERS)


def check_done_once(app: Flask, answers: list[Any]) -> None:
    """The others waited, and were told the same."""
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    replayed = Counter(answer.headers.get("Idempotency-Replayed") for answer in answers)
    assert replayed == {None: 1, "true": RUNNERS - 1}
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Service)) == 1


def edit_all(app: Flask, url: URL, market: Market, token: str) -> list[Any]:
    with app.app_context():
        key = create_service(market.slug, market.people[0], name="Calculus", description="", price=Decimal(40))
        db.session.commit()

    def edit(number: int) -> TestResponse:
        headers = {"Authorization": f"Bearer {token}", "If-Match": '"1"'}
        body = {"price": f"{number}.00"}
        return app.test_client().patch(f"{ROOT}/services/{key}", json=body, headers=headers)

    return race(url, "services", [partial(edit, number) for number in range(1, RUNNERS + 1)])


def check_one_won(answers: list[Any]) -> None:
    """Whoever came later is told of it."""
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: RUNNERS - 1}
