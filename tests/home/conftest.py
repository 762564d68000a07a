from __future__ import annotations

from decimal import Decimal
from typing import Protocol
from uuid import UUID

import pytest

from domanu.core.db import db
from domanu.drawing.colour import Palette
from domanu.marketplaces import create_marketplace
from domanu.marketplaces.rules import Rules
from domanu.services import create_service
from tests.support.people import Person

PALETTE = Palette("#1f5c4f", "#f3c9bd", "#e9795d")


class OpenMarket(Protocol):
    def __call__(self, title: str, *, private: bool = False, services: int = 0) -> str: ...


@pytest.fixture
def open_market(dora: Person) -> OpenMarket:
    """Dora's, and what is sold there is hers and named after it."""

    def make(title: str, *, private: bool = False, services: int = 0) -> str:
        look = {"title": title, "description": f"All about {title}.", "pattern": "waves"}
        slug = create_marketplace(dora.id, **look, palette=PALETTE, rules=Rules(private=private))
        for number in range(services):
            sell(slug, dora.id, f"{title} lesson {number}")
        db.session.commit()
        return slug

    return make


def sell(slug: str, seller: UUID, name: str) -> UUID:
    return create_service(slug, seller, name=name, description="An hour.", price=Decimal(12))
