from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.core.db import db
from domanu.core.time import now
from domanu.marketplaces import join_marketplace
from domanu.services import create_service
from tests.support.hours import make_bookable
from tests.support.people import Person

Book = Callable[..., UUID]


@pytest.fixture
def monday() -> datetime:
    """Ten o'clock, in a week at the soonest: free until somebody takes it."""
    ahead = now() + timedelta(days=14)
    return (ahead - timedelta(days=ahead.weekday())).replace(hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def calculus(market: str, alice: Person, bob: Person) -> UUID:
    """Alice's lessons, an hour each for $40, which Bob may book."""
    return sell(market, alice, "Calculus", bob)


@pytest.fixture
def book(monday: datetime) -> Book:
    """A time is held and booked in one go."""

    def make(
        service_id: UUID, customer: Person, starts_at: datetime = monday, duration: int = 60, **more: object
    ) -> UUID:
        hold = hold_time(service_id, customer.id, starts_at=starts_at, duration=duration)
        [key, *_] = book_time(hold.id, customer.id, **more)  # type: ignore[arg-type]
        db.session.commit()
        return key

    return make


def sell(market: str, seller: Person, name: str, *customers: Person, **terms: object) -> UUID:
    """All of them join the marketplace."""
    for person in (seller, *customers):
        join_marketplace(market, person.id)
    key = create_service(market, seller.id, name=name, description="Bring a pencil.", price=Decimal(40))
    make_bookable(key, **terms)
    return key
