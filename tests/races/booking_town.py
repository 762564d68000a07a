"""Sellers, their services, and a crowd of customers, made once for many rounds. Each round has some hours to itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

from sqlalchemy import insert

from domanu.calendar.operations.calendars import ensure_calendar
from domanu.core.db import db, new_id
from domanu.core.time import now
from domanu.marketplaces.models import Membership
from domanu.marketplaces.operations.counting import count_members
from domanu.marketplaces.standing import standing_at
from domanu.services import create_service
from tests.support.hours import ALL_DAY, make_bookable
from tests.support.markets import make_market

SELLERS = 4
APART = timedelta(hours=4)


@dataclass
class Town:
    slug: str
    designer: UUID
    sellers: Sequence[UUID]
    customers: Sequence[UUID]
    lessons: Sequence[UUID]
    """One of each seller: an hour, from every half."""
    visit: UUID
    """The first seller's, too: 45 minutes with buffers, from every quarter, on request."""
    numbers: Iterator[int] = field(default_factory=count)

    def next_slot(self) -> datetime:
        """Nobody has taken anything of the two hours before and after it."""
        far = datetime.combine(now().date(), time(2), UTC) + timedelta(days=3)
        return far + next(self.numbers) * APART


def build_town(customers: int) -> Town:
    market = make_market(SELLERS + customers, private=False)
    _let_in(market.slug, market.designer, market.people)
    sellers, buyers = market.people[:SELLERS], market.people[SELLERS:]
    ensure_calendar(*market.people)
    lessons = [sell(market.slug, seller) for seller in sellers]
    buffers = {"before_minutes": 15, "after_minutes": 15}
    visit = sell(market.slug, sellers[0], duration=45, step_minutes=15, on_request=True, **buffers)
    return Town(market.slug, market.designer, sellers, buyers, lessons, visit)


def sell(slug: str, seller: UUID, **terms: object) -> UUID:
    key = create_service(slug, seller, name="Lesson", description="", price=Decimal(40))
    make_bookable(key, availability=ALL_DAY, horizon_days=366, **terms)
    return key


def _let_in(slug: str, designer: UUID, people: Sequence[UUID]) -> None:
    market = standing_at(slug, designer).marketplace
    shared = {"marketplace_id": market.id, "status": "active", "rules_version": market.rules_version}
    db.session.execute(insert(Membership), [{"id": new_id(), "user_id": person} | shared for person in people])
    count_members(market.id, len(people))
    db.session.commit()
