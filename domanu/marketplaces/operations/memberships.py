"""Members come and go, are let in and shut out, and get roles."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, update

from domanu.core.db import db
from domanu.core.events import emit

from ..access import TEAM, Standing, demand, demand_confirmed, demand_open
from ..errors import RulesChanged
from ..models import INSIDE, ROLES, Invitation, Marketplace, Membership
from ..standing import hold_at
from .roll import enter, membership_of, move


def join_marketplace(slug: str, user_id: UUID, *, message: str = "", seen: int | None = None) -> str:
    """Answer the status: pending where the team has to answer first. `seen` is the version of the rules they read."""
    standing = hold_at(slug, user_id)
    if standing.status in INSIDE:
        return standing.status
    demand_joinable(standing, seen)
    demand(standing.can_join)
    return enter(standing, message=message)


def demand_joinable(standing: Standing, seen: int | None) -> None:
    """By whoever is no member, with an invitation or without."""
    demand(standing.status != "banned")
    demand_confirmed(standing)
    demand_open(standing)
    if seen is not None and seen != standing.marketplace.rules_version:
        raise RulesChanged


def leave_marketplace(slug: str, user_id: UUID) -> None:
    """Or take back the request to join."""
    standing = hold_at(slug, user_id)
    if standing.status == "left":
        return
    demand(not standing.is_designer)
    membership = membership_of(standing, user_id, "active", "pending", "banned")
    demand(membership.status != "banned")
    reason = "left" if membership.status == "active" else "withdrawn"
    move(standing, membership, "left")
    _tell("membership.ended", standing, user_id, reason=reason)


def admit(slug: str, actor_id: UUID, member_id: UUID) -> None:
    standing = _hold_as_moderator(slug, actor_id)
    demand_open(standing)
    move(standing, membership_of(standing, member_id, "pending"), "active")
    _tell("membership.begun", standing, member_id, reason="admitted")


def decline(slug: str, actor_id: UUID, member_id: UUID) -> None:
    standing = _hold_as_moderator(slug, actor_id)
    move(standing, membership_of(standing, member_id, "pending"), "left")
    _tell("membership.declined", standing, member_id)


def ban(slug: str, actor_id: UUID, member_id: UUID) -> None:
    """Also of somebody who asks to join, or has left: they do not come back, nor do the links that they have made let
    anybody in. A role in the team is gone for good."""
    standing = _hold_as_moderator(slug, actor_id)
    membership = membership_of(standing, member_id, "active", "pending", "left", "banned")
    demand(member_id not in {actor_id, standing.marketplace.designer_id})
    is_team = membership.role in TEAM
    demand(standing.is_designer or not is_team or membership.status == "left")
    if membership.status == "banned":
        return
    move(standing, membership, "banned", before_ban=membership.status, role="member" if is_team else membership.role)
    _forget_heir(standing, member_id)
    _revoke_invitations(standing, member_id)
    _tell("membership.ended", standing, member_id, reason="banned")


def unban(slug: str, actor_id: UUID, member_id: UUID) -> None:
    """They are what they were before: a member, somebody who asks, or a stranger."""
    standing = _hold_as_moderator(slug, actor_id)
    demand_open(standing)
    membership = membership_of(standing, member_id, "banned")
    was = membership.before_ban or "left"
    move(standing, membership, was, before_ban=None)
    _tell("membership.unbanned", standing, member_id)
    if was == "active":
        _tell("membership.begun", standing, member_id, reason="unbanned")


def change_role(slug: str, actor_id: UUID, member_id: UUID, role: str) -> None:
    standing = hold_at(slug, actor_id)
    demand(standing.can_design)
    demand_open(standing)
    demand(role in ROLES and member_id != standing.marketplace.designer_id)
    membership = membership_of(standing, member_id, "active")
    was = membership.role
    if role != was:
        mine = update(Membership).where(Membership.id == membership.id)
        db.session.execute(mine.values(role=role, changed_at=Membership.changed_at, changed_by=actor_id))
        _tell("membership.role_changed", standing, member_id, role=role, was=was)


def _hold_as_moderator(slug: str, actor_id: UUID) -> Standing:
    standing = hold_at(slug, actor_id)
    demand(standing.can_moderate)
    return standing


def _forget_heir(standing: Standing, member_id: UUID) -> None:
    if standing.marketplace.heir_id == member_id:
        mine = update(Marketplace).where(Marketplace.id == standing.marketplace.id)
        db.session.execute(mine.values(heir_id=func.nullif(Marketplace.heir_id, member_id)))


def _revoke_invitations(standing: Standing, member_id: UUID) -> None:
    theirs = (Invitation.marketplace_id == standing.marketplace.id, Invitation.made_by == member_id)
    db.session.execute(update(Invitation).where(*theirs, Invitation.revoked_at.is_(None)).values(revoked_at=func.now()))


def _tell(name: str, standing: Standing, member_id: UUID, **data: str) -> None:
    emit(name, actor_id=standing.user_id, marketplace_id=standing.marketplace.id, user_id=member_id, **data)
