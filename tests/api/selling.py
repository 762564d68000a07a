"""Services to book."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from domanu.core.db import db
from domanu.marketplaces import join_marketplace
from domanu.services import create_service
from tests.support.hours import make_bookable
from tests.support.people import Person


def sell(market: str, seller: Person, name: str, *customers: Person) -> UUID:
    """An hour for $40, from nine to five each day. All of them join the marketplace."""
    for person in (seller, *customers):
        join_marketplace(market, person.id)
    key = create_service(market, seller.id, name=name, description="Bring a pencil.", price=Decimal(40))
    make_bookable(key)
    db.session.commit()
    return key
