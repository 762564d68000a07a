"""Who may do what in a marketplace: decided here, and nowhere else.

What somebody may not know of is `Hidden`, exactly like what does not exist; what they know of and may not do is
`Forbidden`. Every operation and every page begins by asking for the standing of whoever acts: see `standing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, Uuid, and_, bindparam, false, or_, select

from domanu.core.refusals import Forbidden
from domanu.core.search import EVERYWHERE

from .errors import Archived, NotConfirmed, NotInYet, RulesChanged, ShutOut
from .models import INSIDE, Marketplace, Membership

TEAM = frozenset({"moderator", "treasurer"})

READER = bindparam("reader", type_=Uuid())
"""Stands for whoever asks in statements that are built once and kept."""
Reader = UUID | BindParameter[UUID] | None


@dataclass(frozen=True)
class Standing:
    """Of one person, or of a visitor, towards one marketplace."""

    marketplace: Marketplace
    membership: Membership | None = None
    user_id: UUID | None = None
    is_confirmed: bool = False
    is_staff: bool = False

    @property
    def status(self) -> str:
        """pending, active, banned or left; a stranger has left, too."""
        return self.membership.status if self.membership else "left"

    @property
    def role(self) -> str:
        """designer, moderator, treasurer, seller, member; nothing for whoever is no active member."""
        if self.is_designer:
            return "designer"
        return self.membership.role if self.membership and self.is_member else ""

    @property
    def is_designer(self) -> bool:
        return self.user_id is not None and self.user_id == self.marketplace.designer_id

    @property
    def is_heir(self) -> bool:
        return self.user_id is not None and self.user_id == self.marketplace.heir_id

    @property
    def is_member(self) -> bool:
        return self.status == "active"

    @property
    def is_archived(self) -> bool:
        return self.marketplace.archived_at is not None

    @property
    def agrees(self) -> bool:
        """To the rules as they are now."""
        return self.membership is not None and self.membership.rules_version == self.marketplace.rules_version

    @property
    def can_know(self) -> bool:
        return not self.marketplace.private or self.status in {*INSIDE, "banned"} or self._is_trusted

    @property
    def can_enter(self) -> bool:
        """See the front and the rules. Whoever is banned from a private one knows of it, and that is all."""
        return not self.marketplace.private or self.status in INSIDE or self._is_trusted

    @property
    def can_look(self) -> bool:
        """At what is sold."""
        return not self.marketplace.private or self.is_member or self._is_trusted

    @property
    def can_join(self) -> bool:
        """Without an invitation."""
        return self.status == "left" and not self.marketplace.private and not self.is_archived

    @property
    def can_sell(self) -> bool:
        if not self.is_member or not self.is_confirmed or self.is_archived:
            return False
        allowed = {"everyone": {"member", "seller"}, "approved": {"seller"}, "team": set[str]()}
        return self.is_designer or self.role in TEAM | allowed[self.marketplace.selling]

    @property
    def can_moderate(self) -> bool:
        """Answer requests, invite, ban, take services off."""
        return self.role in {"designer", "moderator"}

    @property
    def can_see_members(self) -> bool:
        """By name, all of them."""
        return self.is_designer or self.role in TEAM or self.is_staff

    @property
    def can_design(self) -> bool:
        """Change the rules and the look, give roles, hand over."""
        return self.is_designer

    @property
    def can_archive(self) -> bool:
        return self.is_designer or self.is_staff

    @property
    def _is_trusted(self) -> bool:
        return self.is_designer or self.is_heir or self.is_staff


def demand(right: bool) -> None:  # noqa: FBT001 - it reads as a sentence: demand(standing.can_design)
    if not right:
        raise Forbidden


def demand_entry(standing: Standing) -> None:
    if not standing.can_enter:
        raise ShutOut


def demand_look(standing: Standing) -> None:
    demand_entry(standing)
    if not standing.can_look:
        raise NotInYet


def demand_confirmed(standing: Standing) -> None:
    if not standing.is_confirmed:
        raise NotConfirmed


def demand_open(standing: Standing) -> None:
    if standing.is_archived:
        raise Archived


def demand_agreed(standing: Standing) -> None:
    """To the rules in force, before anything is done under them."""
    if not standing.agrees:
        raise RulesChanged


def may_look(actor_id: Reader) -> ColumnElement[bool]:
    """At what is sold in `Marketplace`: the same rule, for lists across marketplaces. Staff and heirs get no more there
    than others do."""
    return or_(Marketplace.private.is_(False), _is_own(actor_id))


def may_sell(actor_id: UUID) -> ColumnElement[bool]:
    """In `Marketplace`, which is joined with their `Membership`: the same rule as `Standing.can_sell`."""
    allowed = or_(
        Marketplace.designer_id == actor_id,
        Membership.role.in_(TEAM),
        Marketplace.selling == "everyone",
        and_(Marketplace.selling == "approved", Membership.role == "seller"),
    )
    return and_(Membership.status == "active", Marketplace.archived_at.is_(None), allowed)


def inside(actor_id: Reader) -> Select[UUID]:
    """The marketplaces that they are a member of."""
    return select(Membership.marketplace_id).where(Membership.user_id == actor_id, Membership.status == "active")


def place_of(marketplace: Marketplace) -> UUID:
    """Under which its words are learnt: see `core.search`."""
    return marketplace.id if marketplace.private else EVERYWHERE


def _is_own(actor_id: Reader) -> ColumnElement[bool]:
    if actor_id is None:
        return false()
    return Marketplace.id.in_(inside(actor_id))
