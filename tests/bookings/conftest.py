from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from domanu.bookings.models import Booking
from domanu.bookings.operations.booking import book_time
from domanu.bookings.operations.holds import hold_time
from domanu.core.db import db
from domanu.core.time import now
from domanu.marketplaces import join_marketplace
from domanu.services import create_service
from tests.support.client import Client
from tests.support.hours import make_bookable
from tests.support.people import Person

Book = Callable[..., UUID]


@pytest.fixture
def monday() -> datetime:
    """Ten o'clock, in a week at the soonest: free until somebody takes it."""
    ahead = now() + timedelta(days=14)
    return (ahead - timedelta(days=ahead.weekday())).replace(hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def sell(market: str) -> Callable[..., UUID]:
    """Something is for sale, by the hour for $40. Its seller joins the marketplace for it, as do its customers."""

    def make(seller: Person, *customers: Person, name: str = "Calculus", **terms: Any) -> UUID:
        for person in (seller, *customers):
            join_marketplace(market, person.id)
        key = create_service(market, seller.id, name=name, description="Bring a pencil.", price=Decimal(40))
        make_bookable(key, **terms)
        return key

    return make


@pytest.fixture
def calculus(sell: Callable[..., UUID], alice: Person, bob: Person) -> UUID:
    """Alice's, which Bob may book."""
    return sell(alice, bob)


@pytest.fixture
def book(monday: datetime) -> Book:
    """Held and booked in one go."""

    def make(service_id: UUID, customer: Person, starts_at: datetime = monday, **more: Any) -> UUID:
        hold = hold_time(service_id, customer.id, starts_at=starts_at, duration=60)
        [key, *_] = book_time(hold.id, customer.id, **more)
        db.session.commit()
        return key

    return make


@pytest.fixture
def let_pass() -> Callable[[UUID, timedelta], None]:
    """For one booking, as if it had been made so much earlier."""

    def pass_by(key: UUID, by: timedelta) -> None:
        earlier = {"scheduled_at": Booking.scheduled_at - by, "expires_at": Booking.expires_at - by}
        db.session.execute(update(Booking).where(Booking.id == key).values(earlier))
        db.session.commit()

    return pass_by


@pytest.fixture
def here(calculus: UUID) -> str:
    """The page of the service."""
    return f"/services/{calculus}"


@pytest.fixture
def reader(sign_in_as: Callable[[Person], Client], bob: Person, calculus: UUID) -> Client:
    """Bob's."""
    return sign_in_as(bob)
