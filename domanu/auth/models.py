from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, func, text
from sqlalchemy.orm import Mapped, mapped_column

from domanu.core.db import Base, Keyed


class Visit(NamedTuple):
    """The session that a request came with."""

    session_id: UUID
    token: str


class User(UserMixin, Keyed, Base):  # type: ignore[misc]
    """The account. `password` holds a bcrypt hash; what others may know of the person is in `profiles`."""

    __tablename__ = "users"
    __table_args__ = (
        Index("idx_users_email", "email", unique=True),
        CheckConstraint("email !~ '[A-Z]'", name="email_is_lower"),
    )

    email: Mapped[str] = mapped_column(String(255))
    password: Mapped[str] = mapped_column(String(255))
    is_staff: Mapped[bool] = mapped_column(server_default=text("false"))
    confirmed_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now(), sort_order=91)

    @property
    def visit(self) -> Visit:
        """Set by whoever loads the user for a request; kept in no column."""
        visit: Visit = self.__dict__["_visit"]
        return visit

    @visit.setter
    def visit(self, visit: Visit) -> None:
        self.__dict__["_visit"] = visit

    def get_id(self) -> str:
        """Flask-Login keeps this in its cookies, so that ending the session ends them too."""
        return self.visit.token

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None and self.closed_at is None

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


class Session(Keyed, Base):
    """Somebody signed in on some device. `token` holds a digest; no row, no session."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index("idx_sessions_token", "token", unique=True),
        Index("idx_sessions_user_id", "user_id"),
        Index("idx_sessions_expires_at", "expires_at"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(String(64))
    is_remembered: Mapped[bool]
    device: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(64))
    last_seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]


class PasswordResetToken(Keyed, Base):
    """Written for any address that asks, known or not. `token` holds a digest."""

    __tablename__ = "password_reset_tokens"
    __table_args__ = (
        Index("idx_password_reset_tokens_token", "token", unique=True),
        Index("idx_password_reset_tokens_email", "email"),
        Index("idx_password_reset_tokens_expires_at", "expires_at"),
    )

    email: Mapped[str] = mapped_column(String(255))
    token: Mapped[str] = mapped_column(String(255))
    expires_at: Mapped[datetime]
    is_used: Mapped[bool] = mapped_column(server_default=text("false"))


class EmailConfirmation(Keyed, Base):
    """An address that has yet to prove itself. `token` holds a digest.

    Of a registration it keeps the password that came with it: whoever presses the link gets the account under the
    password that *they* chose, even if a stranger registered their address before them.
    Of a change of address it keeps whose (`user_id`).
    """

    __tablename__ = "email_confirmations"
    __table_args__ = (
        Index("idx_email_confirmations_token", "token", unique=True),
        Index("idx_email_confirmations_email", "email"),
        Index("idx_email_confirmations_expires_at", "expires_at"),
    )

    email: Mapped[str] = mapped_column(String(255))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    password: Mapped[str | None] = mapped_column(String(255))
    token: Mapped[str] = mapped_column(String(255))
    expires_at: Mapped[datetime]
    is_used: Mapped[bool] = mapped_column(server_default=text("false"))
