from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from domanu.core.db import Base, Keyed


class Profile(Keyed, Base):
    """The person. Others see the name, username, picture, `about` and whether they design; the rest is theirs alone."""

    __tablename__ = "profiles"
    __table_args__ = (
        Index("idx_profiles_username", text("lower(username)"), unique=True),
        CheckConstraint("username ~ '^[A-Za-z0-9][A-Za-z0-9_-]{1,28}[A-Za-z0-9]$'", name="username_shape"),
        CheckConstraint("date_of_birth > DATE '1900-01-01'", name="born_in_living_memory"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    first_name: Mapped[str] = mapped_column(String(60))
    last_name: Mapped[str] = mapped_column(String(60), server_default="")
    username: Mapped[str] = mapped_column(String(30))
    designer: Mapped[bool] = mapped_column(server_default=text("false"))
    time_zone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    phone: Mapped[str] = mapped_column(String(40), server_default="")
    address: Mapped[str] = mapped_column(String(300), server_default="")
    date_of_birth: Mapped[date | None]
    about: Mapped[str] = mapped_column(String(1000), server_default="")
    picture: Mapped[str | None] = mapped_column(String(120))
    thumbnail: Mapped[str | None] = mapped_column(String(120))
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now(), sort_order=91)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


FULL_NAME = func.trim(Profile.first_name + " " + Profile.last_name).label("full_name")
"""As `Profile.name`, for lists, which select columns."""


class DesignerRequest(Keyed, Base):
    """Somebody asks to become a designer, where the setting wants to be asked."""

    __tablename__ = "designer_requests"
    __table_args__ = (
        CheckConstraint("status IN ('pending', 'approved', 'declined', 'withdrawn')", name="status"),
        Index("idx_designer_requests_open", "user_id", unique=True, postgresql_where=text("status = 'pending'")),
        Index("idx_designer_requests_user_id", "user_id"),
        Index("idx_designer_requests_status", "status", "id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(500))
    status: Mapped[str] = mapped_column(String(20), server_default="pending")
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
