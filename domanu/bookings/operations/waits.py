"""Waiting lists as people read them: their own places, and for a seller who waits."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from domanu.calendar.models import AppointmentTerms, Calendar
from domanu.core.db import db
from domanu.marketplaces.access import may_look
from domanu.marketplaces.models import Marketplace
from domanu.profiles.models import FULL_NAME, Profile
from domanu.services.models import Service

from ..models import Hold, Wait
from .turns import OPEN, places_of

MOST_SHOWN = 200


class OwnWait(NamedTuple):
    id: UUID
    service_id: UUID
    service_name: str
    seller_name: str
    marketplace_slug: str
    marketplace_title: str
    day: date | None
    duration: int
    status: str
    zone: str
    currency: str
    hold_id: UUID | None
    """What they are offered, and until when."""
    offered_at: datetime | None
    expires_at: datetime | None
    total_amount: Decimal | None
    place: int = 1
    """In turn: 1 is next."""

    @property
    def is_offered(self) -> bool:
        return self.hold_id is not None


class SellersWait(NamedTuple):
    id: UUID
    service_id: UUID
    service_name: str
    customer_id: UUID
    customer_name: str
    customer_username: str
    day: date | None
    duration: int
    status: str
    created_at: datetime


def own_waits(customer_id: UUID) -> list[OwnWait]:
    """Those that are still held, of what they may see; offers come first."""
    return _own_waits(customer_id)


def own_wait(key: UUID, customer_id: UUID) -> OwnWait | None:
    return next(iter(_own_waits(customer_id, Wait.id == key)), None)


def own_waits_on(service_id: UUID, customer_id: UUID) -> list[OwnWait]:
    return _own_waits(customer_id, Wait.service_id == service_id)


def waits_of_seller(user_id: UUID) -> list[SellersWait]:
    """In turn."""
    columns = (
        *(Wait.id, Wait.service_id, Service.name, Wait.customer_id, FULL_NAME, Profile.username),
        *(Wait.day, Wait.duration, Wait.status, Wait.created_at),
    )
    them = (
        select(*columns)
        .join(Service, Service.id == Wait.service_id)
        .join(Profile, Profile.user_id == Wait.customer_id)
        .where(Wait.seller_id == user_id, Wait.status.in_(OPEN))
        .order_by(Wait.id)
        .limit(MOST_SHOWN)
    )
    return [SellersWait(*row) for row in db.session.execute(them)]


def _own_waits(customer_id: UUID, *which: ColumnElement[bool]) -> list[OwnWait]:
    columns = (
        *(Wait.id, Wait.service_id, Service.name, FULL_NAME, Marketplace.slug, Marketplace.title),
        *(Wait.day, Wait.duration, Wait.status),
        func.coalesce(AppointmentTerms.time_zone, Calendar.time_zone, "UTC"),
        *(Marketplace.currency, Hold.id, Hold.scheduled_at, Hold.expires_at, Hold.total_amount),
    )
    theirs = (
        select(*columns)
        .select_from(Wait)
        .join(Service, Service.id == Wait.service_id)
        .join(Marketplace, Marketplace.id == Service.marketplace_id)
        .join(Profile, Profile.user_id == Wait.seller_id)
        .outerjoin(AppointmentTerms, AppointmentTerms.service_id == Wait.service_id)
        .outerjoin(Calendar, Calendar.user_id == Wait.seller_id)
        .outerjoin(Hold, (Hold.wait_id == Wait.id) & (Hold.expires_at > func.now()))
        .where(Wait.customer_id == customer_id, Wait.status.in_(OPEN), may_look(customer_id), *which)
        .order_by(Hold.id.is_(None), Wait.day.asc().nulls_last(), Wait.id)
        .limit(MOST_SHOWN)
    )
    waits = [OwnWait(*row) for row in db.session.execute(theirs)]
    places = places_of([wait.id for wait in waits]) if waits else {}
    return [wait._replace(place=places[wait.id]) for wait in waits]
