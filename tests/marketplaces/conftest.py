from __future__ import annotations

from collections.abc import Callable

import pytest

from domanu.core.db import db
from domanu.marketplaces import join_marketplace
from tests.support.client import Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]


@pytest.fixture
def designer(dora: Person, sign_in_as: SignIn) -> Client:
    """Dora, at the browser."""
    return sign_in_as(dora)


@pytest.fixture
def asking(open_market: Callable[..., str]) -> str:
    """Public, and it lets nobody in without a yes."""
    return open_market("Judo", private=False, approval=True)


@pytest.fixture
def member(market: str, bob: Person, sign_in_as: SignIn) -> Client:
    """Bob, who has joined the market."""
    join_marketplace(market, bob.id)
    db.session.commit()
    return sign_in_as(bob)
