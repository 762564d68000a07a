"""A marketplace is handed over to another designer: offered by the one, accepted by the other."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from domanu.auth.models import User
from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.process import NotPossible
from domanu.profiles.models import Profile

from ..access import Standing, demand, demand_confirmed, demand_open
from ..errors import NotADesigner
from ..models import Marketplace, Membership
from ..standing import hold_at
from .counting import count_members
from .roll import keep_consent

MOST_OFFERS = 20


class Offer(NamedTuple):
    """A marketplace that they may take over."""

    slug: str
    title: str
    designer: Profile


def offer_marketplace(slug: str, actor_id: UUID, username: str) -> None:
    """`NotADesigner` if nobody of that name could take it; an earlier offer lapses."""
    standing = hold_at(slug, actor_id)
    demand(standing.can_design)
    demand_open(standing)
    heir_id = _designer_named(username, standing)
    if heir_id != standing.marketplace.heir_id:
        _change(standing, heir_id=heir_id)
        _tell("handover.offered", standing, heir_id)


def withdraw_offer(slug: str, actor_id: UUID) -> None:
    standing = hold_at(slug, actor_id)
    demand(standing.can_design)
    heir_id = standing.marketplace.heir_id
    if heir_id is not None:
        _change(standing, heir_id=None)
        _tell("handover.withdrawn", standing, heir_id)


def offers_to(user_id: UUID) -> list[Offer]:
    offered = (
        select(Marketplace.slug, Marketplace.title, Profile)
        .join(Profile, Profile.user_id == Marketplace.designer_id)
        .where(Marketplace.heir_id == user_id, Marketplace.archived_at.is_(None))
        .order_by(Marketplace.id)
        .limit(MOST_OFFERS)
    )
    return [Offer(*row) for row in db.session.execute(offered)]


def accept_marketplace(slug: str, user_id: UUID) -> None:
    """Whoever gave it away stays, as a moderator."""
    standing = _hold_as_heir(slug, user_id)
    demand_open(standing)
    demand_confirmed(standing)
    if not db.session.scalar(select(Profile.designer).where(Profile.user_id == user_id)):
        raise NotADesigner
    before = standing.marketplace.designer_id
    was_member, version = standing.is_member, standing.marketplace.rules_version
    _put_in(standing, user_id)
    keep_consent(standing.marketplace.id, user_id, version)
    count_members(standing.marketplace.id, int(not was_member))
    _change(standing, designer_id=user_id, heir_id=None)
    _tell("handover.accepted", standing, before)
    if not was_member:
        _tell("membership.begun", standing, user_id, reason="handover")


def decline_marketplace(slug: str, user_id: UUID) -> None:
    standing = _hold_as_heir(slug, user_id)
    designer_id = standing.marketplace.designer_id
    _change(standing, heir_id=None)
    _tell("handover.declined", standing, designer_id)


def _hold_as_heir(slug: str, user_id: UUID) -> Standing:
    """`NotPossible` when the offer was taken back meanwhile, if they may still know of the marketplace."""
    standing = hold_at(slug, user_id)
    if not standing.is_heir:
        raise NotPossible("heir")
    return standing


def _designer_named(username: str, standing: Standing) -> UUID:
    market = standing.marketplace
    alive = (User.closed_at.is_(None), User.disabled_at.is_(None), User.confirmed_at.is_not(None))
    banned = exists().where(
        Membership.marketplace_id == market.id, Membership.user_id == User.id, Membership.status == "banned"
    )
    named = func.lower(Profile.username) == username.strip().removeprefix("@").lower()
    fitting = (named, Profile.designer, User.id != market.designer_id, ~banned, *alive)
    found = db.session.scalar(select(User.id).join(Profile, Profile.user_id == User.id).where(*fitting))
    if found is None:
        raise NotADesigner
    return found


def _put_in(standing: Standing, user_id: UUID) -> None:
    """With whatever status they had there; a ban would have ended the offer."""
    values = {
        "status": "active",
        "role": "moderator",
        "rules_version": standing.marketplace.rules_version,
        "changed_by": user_id,
    }
    key = {"id": new_id(), "marketplace_id": standing.marketplace.id, "user_id": user_id}
    anew = values | {"changed_at": func.now()}
    mine = insert(Membership).values(key | values)
    mine = mine.on_conflict_do_update(
        index_elements=["marketplace_id", "user_id"], set_=anew, where=Membership.status != "banned"
    )
    if db.session.scalar(mine.returning(Membership.id)) is None:
        raise NotPossible("heir")


def _change(standing: Standing, **changes: Any) -> None:
    db.session.execute(update(Marketplace).where(Marketplace.id == standing.marketplace.id).values(changes))


def _tell(name: str, standing: Standing, user_id: UUID, **data: str) -> None:
    emit(name, actor_id=standing.user_id, marketplace_id=standing.marketplace.id, user_id=user_id, **data)
