from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest

from domanu.core.db import db
from domanu.marketplaces import join_marketplace
from domanu.services import create_service
from tests.support.people import Person


@pytest.fixture
def seller(market: str, alice: Person) -> Person:
    """Alice, who has joined the market."""
    join_marketplace(market, alice.id)
    db.session.commit()
    return alice


@pytest.fixture
def sell(market: str, seller: Person) -> Callable[..., UUID]:
    """Something of hers is on sale, and its key is answered."""

    def make(name: str = "Calculus", price: str = "40") -> UUID:
        key = create_service(market, seller.id, name=name, description="From limits.", price=Decimal(price))
        db.session.commit()
        return key

    return make


@pytest.fixture
def calculus(sell: Callable[..., UUID]) -> UUID:
    return sell()
