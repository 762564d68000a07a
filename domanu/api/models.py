from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from domanu.core.db import Base, Keyed


class ApiToken(Keyed, Base):
    """With it a program acts for somebody, as far as its scopes go. Revoking it deletes the row."""

    __tablename__ = "api_tokens"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """Its digest."""
    hint: Mapped[str] = mapped_column(String(12))
    """Its first letters, by which its owner knows it."""
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String(10)))
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


class IdempotencyKey(Keyed, Base):
    """What a write was answered, so that the same write is answered the same and not done again."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("user_id", "key"), Index("idx_idempotency_keys_created_at", "created_at"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(200))
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Of the method, the address and the body."""
    status: Mapped[int | None]
    headers: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
