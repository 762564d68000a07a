"""Links into a marketplace: how they are made and revoked, and who comes in by them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update

from domanu.auth.addresses import normal_email
from domanu.config import settings
from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.refusals import Hidden
from domanu.core.tokens import derived_token, digest
from domanu.profiles.models import FULL_NAME, Profile

from ..access import Standing, demand, demand_confirmed, demand_open
from ..errors import InvitationDead, ShutOut
from ..models import INSIDE, Invitation
from ..standing import hold_at, hold_for_guest, standing_at, standing_of_guest
from .memberships import demand_joinable
from .roll import enter

PURPOSE = "invitation"
MOST_SHOWN = 200


class Invited(NamedTuple):
    id: UUID
    note: str
    email: str | None
    used: int
    most_uses: int | None
    expires_at: datetime | None
    made_at: datetime
    made_by: str
    """A name."""
    state: str
    """open, used, expired, revoked."""

    @property
    def link(self) -> str:
        return invitation_link(self.id)


def invitation_link(key: UUID) -> str:
    """From the configured address, never from a request's Host."""
    return f"{settings().base_url}/i/{derived_token(PURPOSE, key)}"


def make_invitation(
    slug: str,
    actor_id: UUID,
    *,
    most_uses: int | None,
    expires_in: timedelta | None,
    note: str = "",
    email: str | None = None,
) -> UUID:
    """With an address it is mailed there, and works once. Under the lock, so that no ban passes it by."""
    standing = hold_at(slug, actor_id)
    demand(standing.can_moderate)
    demand_open(standing)
    demand_confirmed(standing)
    key = new_id()
    invitation = Invitation(id=key, marketplace_id=standing.marketplace.id, made_by=actor_id, note=note)
    invitation.token = digest(derived_token(PURPOSE, key))
    invitation.email = normal_email(email) if email else None
    invitation.most_uses = 1 if email else most_uses
    invitation.expires_at = func.now() + expires_in if expires_in else None
    db.session.add(invitation)
    emit("invitation.made", actor_id=actor_id, marketplace_id=standing.marketplace.id, invitation_id=key)
    return key


def revoke_invitation(slug: str, actor_id: UUID, key: UUID) -> None:
    """It lets nobody in any longer; who came in by it stays."""
    standing = standing_at(slug, actor_id)
    demand(standing.can_moderate)
    market_id = standing.marketplace.id
    this = (Invitation.id == key, Invitation.marketplace_id == market_id)
    if db.session.scalar(select(Invitation.id).where(*this)) is None:
        raise Hidden
    revoked = update(Invitation).where(*this, Invitation.revoked_at.is_(None)).values(revoked_at=func.now())
    if db.session.scalar(revoked.returning(Invitation.id)) is not None:
        emit("invitation.revoked", actor_id=actor_id, marketplace_id=market_id, invitation_id=key)


def invitations(slug: str, actor_id: UUID) -> list[Invited]:
    """The newest first, beginning with those that still let somebody in: revoking these brings up any that are left."""
    standing = standing_at(slug, actor_id)
    demand(standing.can_moderate)
    limits = (Invitation.used, Invitation.most_uses, Invitation.expires_at, Invitation.created_at)
    query = select(Invitation.id, Invitation.note, Invitation.email, *limits, FULL_NAME, _state())
    here = query.join(Profile, Profile.user_id == Invitation.made_by).where(
        Invitation.marketplace_id == standing.marketplace.id
    )
    in_order = here.order_by(_state() != "open", Invitation.id.desc())
    return [Invited(*row) for row in db.session.execute(in_order.limit(MOST_SHOWN))]


def find_invitation(token: str, user_id: UUID | None) -> Standing:
    """Where the link leads. Whoever is inside already gets there by a dead one, too."""
    standing = standing_of_guest(_by_token(token).marketplace_id, user_id)
    if standing.status in INSIDE:
        return standing
    if standing.status == "banned":
        raise ShutOut
    if standing.is_archived or db.session.scalar(select(Invitation.id).where(_works(token))) is None:
        raise InvitationDead
    return standing


def accept_invitation(token: str, user_id: UUID, *, message: str = "", seen: int | None = None) -> str:
    """Answer the status. A use is counted last, so that none is lost on somebody who does not come in."""
    invitation = _by_token(token)
    standing = hold_for_guest(invitation.marketplace_id, user_id)
    if standing.status in INSIDE:
        return standing.status
    if standing.is_archived:
        raise InvitationDead
    demand_joinable(standing, seen)
    with db.session.begin_nested():
        status = enter(standing, message=message, invitation_id=invitation.id, reason="invited")
        used = update(Invitation).where(_works(token)).values(used=Invitation.used + 1).returning(Invitation.id)
        if db.session.scalar(used) is None:
            raise InvitationDead
    return status


def _by_token(token: str) -> Invitation:
    found: Invitation | None = db.session.scalar(select(Invitation).where(Invitation.token == digest(token)))
    if found is None:
        raise InvitationDead
    return found


def _works(token: str) -> ColumnElement[bool]:
    return and_(
        Invitation.token == digest(token),
        Invitation.revoked_at.is_(None),
        or_(Invitation.expires_at.is_(None), Invitation.expires_at > func.now()),
        or_(Invitation.most_uses.is_(None), Invitation.used < Invitation.most_uses),
    )


def _state() -> ColumnElement[str]:
    return case(
        (Invitation.revoked_at.is_not(None), "revoked"),
        (Invitation.used >= Invitation.most_uses, "used"),
        (Invitation.expires_at <= func.now(), "expired"),
        else_="open",
    )
