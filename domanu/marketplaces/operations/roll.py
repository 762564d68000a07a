"""The roll of a marketplace: who is in. All of it happens under the lock of `standing.hold_at`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.process import NotPossible
from domanu.core.refusals import Forbidden, Hidden

from ..access import Standing
from ..models import Membership, RulesConsent
from .counting import count_members


def enter(standing: Standing, *, message: str, invitation_id: UUID | None = None, reason: str = "joined") -> str:
    """Somebody who is no member presses "join": with approval they wait, and otherwise they are in."""
    market, user_id = standing.marketplace, standing.user_id
    status = "pending" if market.approval else "active"
    values = {"status": status, "role": "member", "rules_version": market.rules_version, "message": message}
    put_in(market.id, user_id, values | {"invitation_id": invitation_id, "changed_by": user_id})
    keep_consent(market.id, user_id, market.rules_version)
    count_members(market.id, int(status == "active"))
    name = "membership.asked" if status == "pending" else "membership.begun"
    emit(name, actor_id=user_id, marketplace_id=market.id, user_id=user_id, reason=reason)
    return status


def put_in(marketplace_id: UUID, user_id: UUID | None, values: dict[str, Any]) -> None:
    """Only whoever is not in yet, nor banned: the row itself is asked, whatever was read before."""
    key = {"id": new_id(), "marketplace_id": marketplace_id, "user_id": user_id}
    again = values | {"changed_at": func.now()}
    entered = (
        insert(Membership)
        .values(key | values)
        .on_conflict_do_update(
            index_elements=["marketplace_id", "user_id"], set_=again, where=Membership.status == "left"
        )
    )
    if db.session.scalar(entered.returning(Membership.id)) is None:
        raise Forbidden


def move(standing: Standing, membership: Membership, target: str, **changes: Any) -> None:
    """To another status, from the one that it has."""
    more = (target == "active") - (membership.status == "active")
    mine = (Membership.id == membership.id, Membership.status == membership.status)
    values = {"status": target, "changed_at": func.now(), "changed_by": standing.user_id} | changes
    if db.session.scalar(update(Membership).where(*mine).values(values).returning(Membership.id)) is None:
        raise NotPossible(target)
    count_members(membership.marketplace_id, more)


def membership_of(standing: Standing, user_id: UUID, *statuses: str) -> Membership:
    """`Hidden` if they never were here; `NotPossible` if they are in another of the statuses meanwhile."""
    mine = (Membership.marketplace_id == standing.marketplace.id, Membership.user_id == user_id)
    found = db.session.scalar(select(Membership).where(*mine).execution_options(populate_existing=True))
    if found is None:
        raise Hidden
    if found.status not in statuses:
        raise NotPossible(found.status)
    return found


def keep_consent(marketplace_id: UUID, user_id: UUID | None, version: int) -> None:
    consent = {"id": new_id(), "marketplace_id": marketplace_id, "user_id": user_id, "version": version}
    db.session.execute(insert(RulesConsent).values(consent).on_conflict_do_nothing())
