"""Links that were mailed: they work until they are used, or for a day."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func

from domanu.core.tokens import digest

from ..models import EmailConfirmation, PasswordResetToken


def is_open(table: type[EmailConfirmation | PasswordResetToken], token: str) -> ColumnElement[bool]:
    """Whether the link of this token still works. An UPDATE that sets `is_used` under this condition works once."""
    return and_(table.token == digest(token), table.is_used.is_(False), table.expires_at > func.now())
