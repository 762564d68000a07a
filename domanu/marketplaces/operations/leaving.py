"""What marketplaces have to say when somebody takes their data along, or closes their account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, update

from domanu.core.db import db
from domanu.core.events import Event, emit

from ..errors import StillDesigning
from ..models import INSIDE, Invitation, Marketplace, Membership, RulesConsent

NAMED = 3


def end_memberships(event: Event) -> None:
    """Within `account.closing`. What they still design somebody has to take first."""
    user_id = event.actor_id
    if user_id is None:
        return
    _hold_all(user_id)
    _demand_no_design(user_id)
    db.session.execute(update(Marketplace).where(Marketplace.heir_id == user_id).values(heir_id=None))
    mine = (Invitation.made_by == user_id, Invitation.revoked_at.is_(None))
    db.session.execute(update(Invitation).where(*mine).values(revoked_at=func.now()))
    left = _count_out(user_id)
    _forget(user_id)
    for market_id in left:
        emit("membership.ended", actor_id=user_id, marketplace_id=market_id, user_id=user_id, reason="closed")


def export_memberships(event: Event) -> dict[str, Any]:
    """Within `account.exported`."""
    user_id = event.actor_id
    titles = (Marketplace.title, Marketplace.slug)
    status = (Membership.status, Membership.role, Membership.message, Membership.created_at, Membership.changed_at)
    at = Marketplace.id == Membership.marketplace_id
    memberships = select(*titles, *status).join(Membership, at).where(Membership.user_id == user_id)
    agreed = (RulesConsent.version, RulesConsent.created_at)
    consents = select(*titles, *agreed).join(RulesConsent, RulesConsent.marketplace_id == Marketplace.id)
    made = (Invitation.note, Invitation.email, Invitation.used, Invitation.created_at, Invitation.revoked_at)
    invitations = select(*titles, *made).join(Invitation, Invitation.marketplace_id == Marketplace.id)
    designed = select(*titles, Marketplace.created_at, Marketplace.archived_at)
    part = {
        "memberships": _rows(memberships.order_by(Membership.id)),
        "agreements": _rows(consents.where(RulesConsent.user_id == user_id).order_by(RulesConsent.id)),
        "designed": _rows(designed.where(Marketplace.designer_id == user_id).order_by(Marketplace.id)),
        "invitations": _rows(invitations.where(Invitation.made_by == user_id).order_by(Invitation.id)),
    }
    return {"marketplaces": part}


def _hold_all(user_id: UUID) -> None:
    """In one order, so that two who do this do not wait for each other."""
    here = select(Membership.marketplace_id).where(Membership.user_id == user_id)
    theirs = (Marketplace.id.in_(here)) | (Marketplace.designer_id == user_id) | (Marketplace.heir_id == user_id)
    held = select(Marketplace.id).where(theirs).order_by(Marketplace.id).with_for_update(key_share=True)
    db.session.execute(held).all()


def _demand_no_design(user_id: UUID) -> None:
    mine = (Marketplace.designer_id == user_id, Marketplace.archived_at.is_(None))
    titles = db.session.scalars(select(Marketplace.title).where(*mine).order_by(Marketplace.id)).all()
    if titles:
        it, them = ("it", "Hand it") if len(titles) == 1 else ("them", "Hand each of them")
        raise StillDesigning(f"You still run {_listed(titles)}. {them} over to another designer or archive {it} first.")


def _listed(titles: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and 7 others'."""
    named = list(titles) if len(titles) <= NAMED else [*titles[: NAMED - 1], f"{len(titles) - NAMED + 1} others"]
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _count_out(user_id: UUID) -> Sequence[UUID]:
    """Where they were a member, in the order of the keys."""
    active = select(Membership.marketplace_id).where(Membership.user_id == user_id, Membership.status == "active")
    markets = db.session.scalars(active.order_by(Membership.marketplace_id)).all()
    counted = {"member_count": Marketplace.member_count - 1, "updated_at": Marketplace.updated_at}
    db.session.execute(update(Marketplace).where(Marketplace.id.in_(markets)).values(counted))
    return markets


def _forget(user_id: UUID) -> None:
    """What they agreed to is kept, since others have relied on it. A ban stays, and leads back to nothing."""
    mine = update(Membership).where(Membership.user_id == user_id)
    db.session.execute(mine.where(Membership.status.in_(INSIDE)).values(status="left"))
    db.session.execute(mine.values(message="", role="member"))
    db.session.execute(mine.where(Membership.status == "banned").values(before_ban="left"))


def _rows(statement: Select[*tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(statement).mappings()]
