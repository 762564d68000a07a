"""Whose turn it is among those who wait for one seller's time. Who came first is first, whichever service they want."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from domanu.auth.models import User
from domanu.core.db import db
from domanu.marketplaces.models import Marketplace, Membership
from domanu.services.models import IS_LISTED, Service

from ..models import Hold, Wait

OPEN = ("waiting", "offered")
"""The statuses of a place that is still held."""
ABLE = and_(User.confirmed_at.is_not(None), User.disabled_at.is_(None), User.closed_at.is_(None))
AGREED = and_(
    Membership.marketplace_id == Service.marketplace_id,
    Membership.user_id == Wait.customer_id,
    Membership.status == "active",
    Membership.rules_version == Marketplace.rules_version,
)
CAN_BOOK = (
    exists()
    .where(
        and_(Service.id == Wait.service_id, IS_LISTED, Service.available.is_(True)),
        and_(Marketplace.id == Service.marketplace_id, Marketplace.archived_at.is_(None)),
        and_(User.id == Wait.customer_id, ABLE),
        AGREED,
    )
    .correlate(Wait)
)
"""The rule of `access`, for all who wait at once. Whoever may not book at present keeps their place."""


class Turn(NamedTuple):
    id: UUID
    service_id: UUID
    customer_id: UUID
    day: date | None
    duration: int
    status: str
    can_book: bool
    hold_id: UUID | None
    """What they are offered."""
    expires_at: datetime | None

    def has_run_out(self, instant: datetime) -> bool:
        return self.status == "offered" and (self.expires_at is None or self.expires_at <= instant)


def turns_at(seller_id: UUID) -> list[Turn]:
    """Those who wait for this seller, and those who are offered something, in turn."""
    columns = (Wait.id, Wait.service_id, Wait.customer_id, Wait.day, Wait.duration, Wait.status)
    all_of_them = (
        select(*columns, CAN_BOOK, Hold.id, Hold.expires_at)
        .outerjoin(Hold, Hold.wait_id == Wait.id)
        .where(Wait.seller_id == seller_id, Wait.status.in_(OPEN))
        .order_by(Wait.id)
    )
    return [Turn(*row) for row in db.session.execute(all_of_them)]


def places_of(wait_ids: Sequence[UUID]) -> dict[UUID, int]:
    """1 for whoever is first. Those before them count who wait for the same seller's time on a day that fits."""
    before, mine = aliased(Wait), aliased(Wait)
    same_day = or_(before.day.is_(None), mine.day.is_(None), before.day == mine.day)
    in_line = and_(before.seller_id == mine.seller_id, before.status.in_(OPEN), before.id < mine.id, same_day)
    counted = select(mine.id, func.count(before.id)).outerjoin(before, in_line).where(mine.id.in_(wait_ids))
    return {key: others + 1 for key, others in db.session.execute(counted.group_by(mine.id))}
