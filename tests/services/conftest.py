from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import insert

from domanu.core.db import db, new_id
from domanu.marketplaces import join_marketplace
from domanu.services import create_service
from domanu.services.models import ServicePicture
from tests.support.people import Person

Sell = Callable[..., UUID]


@pytest.fixture
def seller(market: str, alice: Person) -> Person:
    """Alice, who has joined the market."""
    join_marketplace(market, alice.id)
    db.session.commit()
    return alice


@pytest.fixture
def sell(market: str, seller: Person) -> Sell:
    """Something of hers is on sale, and its key is answered."""

    def make(name: str = "Calculus", description: str = "From *limits*.", price: str = "40", **more: UUID) -> UUID:
        key = create_service(market, seller.id, name=name, description=description, price=Decimal(price), **more)
        db.session.commit()
        return key

    return make


@pytest.fixture
def calculus(sell: Sell) -> UUID:
    return sell()


@pytest.fixture
def sell_as() -> Sell:
    """Something of somebody's is on sale in a marketplace where they may sell."""

    def make(person: Person, market: str, name: str = "Calculus", price: str = "40") -> UUID:
        key = create_service(market, person.id, name=name, description="Bring a pencil.", price=Decimal(price))
        db.session.commit()
        return key

    return make


@pytest.fixture
def hang(app: Flask) -> Callable[..., list[UUID]]:
    """Pictures hang on a service, one for each text, without files behind them."""

    def hang(service: UUID, *texts: str) -> list[UUID]:
        keys = [new_id() for _ in texts]
        names = {"picture": f"services/{'a' * 64}.webp", "thumbnail": f"services/{'b' * 64}.webp"}
        rows = [
            {"id": key, "service_id": service, "position": place, "alt": text} | names
            for place, (key, text) in enumerate(zip(keys, texts, strict=True))
        ]
        db.session.execute(insert(ServicePicture), rows)
        db.session.commit()
        return keys

    return hang
