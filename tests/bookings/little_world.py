"""One seller with two services, three customers, and hardly any time: everybody gets in everybody's way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

from domanu.auth.operations.accounts import create_confirmed_user
from domanu.auth.passwords import UNUSABLE
from domanu.calendar.hours import read_week
from domanu.calendar.operations.calendars import calendar_of, change_hours
from domanu.calendar.operations.terms import set_terms
from domanu.core.db import db
from domanu.marketplaces import join_marketplace
from domanu.services import create_service
from tests.support.markets import make_market

ZONE = "Europe/London"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK = read_week({day: [{"start": "00:00", "end": "02:30"}, {"start": "12:00", "end": "14:30"}] for day in DAYS})
HORIZON_DAYS = 2
LESSON = {"duration": 60, "step_minutes": 30, "before_minutes": 10, "after_minutes": 15}
VISIT = {"duration": 45, "step_minutes": 15, "on_request": True, "offer_minutes": 30}
NUMBERS = count()


@dataclass(frozen=True)
class LittleWorld:
    seller: UUID
    customers: tuple[UUID, ...]
    services: dict[UUID, int]
    """With their durations: the first is booked at once, the second on request."""

    @property
    def people(self) -> tuple[UUID, ...]:
        return (self.seller, *self.customers)


def make_little_world(slug: str, customers: int = 3) -> LittleWorld:
    people = [_person() for _ in range(customers + 1)]
    for person in people:
        join_marketplace(slug, person)
    seller = people[0]
    change_hours(seller, WEEK, ZONE, seen=calendar_of(seller).edition)
    services = {_service(slug, seller, **terms): terms["duration"] for terms in (LESSON, VISIT)}
    db.session.commit()
    return LittleWorld(seller, tuple(people[1:]), services)


def open_square() -> str:
    """A marketplace that everybody may join."""
    return make_market(0, private=False).slug


def _person() -> UUID:
    user_id = create_confirmed_user(f"w{next(NUMBERS)}@example.org", UNUSABLE, first_name="Somebody", time_zone=ZONE)
    assert user_id
    return user_id


def _service(slug: str, seller: UUID, **terms: int) -> UUID:
    key = create_service(slug, seller, name="Piano", description="", price=Decimal(40))
    set_terms(key, seller, seen=None, notice_minutes=0, horizon_days=HORIZON_DAYS, **terms)
    return key


SOON = timedelta(days=HORIZON_DAYS)
