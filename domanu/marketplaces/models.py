from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from domanu.core.db import Base, Keyed
from domanu.drawing.colour import Palette, parse_palette

from .rules import Rules, rules_of

INSIDE = ("active", "pending")
"""The statuses of whoever is a member, or waits to be one."""
ROLES = ("member", "seller", "moderator", "treasurer")
USER = "users.id"
MARKETPLACE = "marketplaces.id"


class Marketplace(Keyed, Base):
    """What a designer has opened. The columns of its rules hold the version in force, `rules_versions` all of them."""

    __tablename__ = "marketplaces"
    __table_args__ = (
        Index("idx_marketplaces_slug", "slug", unique=True),
        Index("idx_marketplaces_designer_id", "designer_id"),
        Index("idx_marketplaces_heir_id", "heir_id", postgresql_where=text("heir_id IS NOT NULL")),
        Index("idx_marketplaces_listed", "id", postgresql_where=text("NOT private AND archived_at IS NULL")),
        Index("idx_marketplaces_search", "search", postgresql_using="gin"),
        CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="slug_shape"),
        CheckConstraint("selling IN ('everyone', 'approved', 'team')", name="selling"),
        CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency"),
        CheckConstraint("house_percent BETWEEN 0 AND 15", name="house_percent"),
        CheckConstraint("cancel_hours BETWEEN 0 AND 720", name="cancel_hours"),
        CheckConstraint("cancel_percent BETWEEN 0 AND 100", name="cancel_percent"),
        CheckConstraint("palette ~ '^[0-9a-f]{18}$'", name="palette"),
        CheckConstraint("member_count >= 0 AND service_count >= 0", name="counts"),
        CheckConstraint("heir_id <> designer_id", name="heir_is_another"),
    )

    slug: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(String(1000))
    designer_id: Mapped[UUID] = mapped_column(ForeignKey(USER))
    heir_id: Mapped[UUID | None] = mapped_column(ForeignKey(USER, ondelete="SET NULL"))
    """Whom the designer has offered it to."""
    private: Mapped[bool] = mapped_column(server_default=text("true"))
    approval: Mapped[bool] = mapped_column(server_default=text("false"))
    selling: Mapped[str] = mapped_column(String(20), server_default="everyone")
    bargaining: Mapped[bool] = mapped_column(server_default=text("true"))
    bidding: Mapped[bool] = mapped_column(server_default=text("true"))
    currency: Mapped[str] = mapped_column(String(3), server_default="USD")
    house_percent: Mapped[Decimal] = mapped_column(Numeric(4, 2), server_default="0")
    cancel_hours: Mapped[int] = mapped_column(server_default="24")
    cancel_percent: Mapped[int] = mapped_column(server_default="50")
    rules_version: Mapped[int] = mapped_column(server_default="1")
    rules_since: Mapped[datetime] = mapped_column(server_default=func.now())
    palette: Mapped[str] = mapped_column(String(18))
    pattern: Mapped[str] = mapped_column(String(20))
    member_count: Mapped[int] = mapped_column(server_default="0")
    service_count: Mapped[int] = mapped_column(server_default="0")
    archived_at: Mapped[datetime | None]
    search: Mapped[Any] = mapped_column(TSVECTOR, nullable=False, deferred=True)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now(), sort_order=91)

    @property
    def rules(self) -> Rules:
        return rules_of(self)

    @property
    def colours(self) -> Palette:
        return parse_palette(self.palette)


class RulesVersion(Keyed, Base):
    """What was in force from when. A deal names the version that it was made under."""

    __tablename__ = "rules_versions"
    __table_args__ = (UniqueConstraint("marketplace_id", "version"),)

    marketplace_id: Mapped[UUID] = mapped_column(ForeignKey(MARKETPLACE, ondelete="CASCADE"))
    version: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(JSONB)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey(USER, ondelete="SET NULL"))


class RulesConsent(Keyed, Base):
    """Who agreed to which version, and when."""

    __tablename__ = "rules_consents"
    __table_args__ = (UniqueConstraint("marketplace_id", "user_id", "version"), Index(None, "user_id"))

    marketplace_id: Mapped[UUID] = mapped_column(ForeignKey(MARKETPLACE, ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey(USER, ondelete="CASCADE"))
    version: Mapped[int]


class Category(Keyed, Base):
    __tablename__ = "categories"
    __table_args__ = (Index("idx_categories_name", "marketplace_id", text("lower(name)"), unique=True),)

    marketplace_id: Mapped[UUID] = mapped_column(ForeignKey(MARKETPLACE, ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]


class Membership(Keyed, Base):
    """One row for each person and marketplace, whatever becomes of them there."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("marketplace_id", "user_id"),
        Index("idx_memberships_user_id", "user_id", "status"),
        Index("idx_memberships_status", "marketplace_id", "status", "id"),
        CheckConstraint("status IN ('pending', 'active', 'banned', 'left')", name="status"),
        CheckConstraint("role IN ('member', 'seller', 'moderator', 'treasurer')", name="role"),
        CheckConstraint("(status = 'banned') = (before_ban IS NOT NULL)", name="before_ban"),
    )

    marketplace_id: Mapped[UUID] = mapped_column(ForeignKey(MARKETPLACE, ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey(USER, ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(20), server_default="member")
    rules_version: Mapped[int]
    """The newest version that they agreed to."""
    message: Mapped[str] = mapped_column(String(500), server_default="")
    """What they wrote when they asked to join."""
    before_ban: Mapped[str | None] = mapped_column(String(20))
    """Their status when they were banned, to which an unban brings them back."""
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitations.id", ondelete="SET NULL"))
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey(USER, ondelete="SET NULL"))
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now(), sort_order=91)


class Invitation(Keyed, Base):
    """A link into a marketplace. `token` holds a digest; the link is made anew from the id."""

    __tablename__ = "invitations"
    __table_args__ = (
        Index("idx_invitations_token", "token", unique=True),
        Index("idx_invitations_marketplace_id", "marketplace_id", "id"),
        CheckConstraint("used >= 0 AND used <= most_uses", name="uses"),
        CheckConstraint("most_uses > 0", name="most_uses"),
    )

    marketplace_id: Mapped[UUID] = mapped_column(ForeignKey(MARKETPLACE, ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(String(64))
    email: Mapped[str | None] = mapped_column(String(255))
    """Where it was mailed to, if it was."""
    note: Mapped[str] = mapped_column(String(80), server_default="")
    """For the team: whom it is meant for."""
    most_uses: Mapped[int | None]
    used: Mapped[int] = mapped_column(server_default="0")
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    made_by: Mapped[UUID] = mapped_column(ForeignKey(USER, ondelete="CASCADE"))
