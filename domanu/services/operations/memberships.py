"""Services come and go with their sellers. All of it within the events of the floors below."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select, update

from domanu.auth.models import User
from domanu.core.db import db
from domanu.core.events import Event
from domanu.marketplaces.models import Membership
from domanu.marketplaces.operations.counting import count_services
from domanu.marketplaces.standing import hold_marketplaces

from ..models import Service

WORKING = exists().where(User.id == Service.seller_id, User.disabled_at.is_(None), User.closed_at.is_(None))
ACTIVE = exists().where(
    Membership.marketplace_id == Service.marketplace_id,
    Membership.user_id == Service.seller_id,
    Membership.status == "active",
)
SELLER_IS_THERE = (WORKING, ACTIVE)


def suspend_services(event: Event) -> None:
    """Within `membership.ended`, on one marketplace; within `user.disabled`, on all of them."""
    _change(event, "listed", "suspended")


def list_again(event: Event) -> None:
    """Within `membership.begun` and `user.enabled`: where their seller is active once more."""
    _change(event, "suspended", "listed", *SELLER_IS_THERE)


def _change(event: Event, source: str, target: str, *also: ColumnElement[bool]) -> None:
    theirs = [Service.seller_id == UUID(event.data["user_id"]), Service.status == source, *also]
    if "marketplace_id" in event.data:
        theirs.append(Service.marketplace_id == UUID(event.data["marketplace_id"]))
    hold_marketplaces(*db.session.scalars(select(Service.marketplace_id).where(*theirs).distinct()))
    changed = update(Service).where(*theirs).values(status=target, updated_at=Service.updated_at)
    changed = changed.execution_options(synchronize_session=False)
    counts = Counter(db.session.scalars(changed.returning(Service.marketplace_id)))
    for marketplace_id in sorted(counts):
        count_services(marketplace_id, counts[marketplace_id] if target == "listed" else -counts[marketplace_id])
