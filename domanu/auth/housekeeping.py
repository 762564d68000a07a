"""What is swept out each day."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func

from domanu.core.db import db
from domanu.core.limits import forget_old_limits

from .models import EmailConfirmation, PasswordResetToken, Session, User

EVERY = timedelta(hours=6)
TIME_TO_CONFIRM = timedelta(days=7)


def sweep() -> None:
    """Sessions and links that have run out, and accounts whose address never proved itself."""
    for table in (Session, EmailConfirmation, PasswordResetToken):
        db.session.execute(delete(table).where(table.expires_at < func.now()))
    late = (User.confirmed_at.is_(None), User.closed_at.is_(None), User.created_at < func.now() - TIME_TO_CONFIRM)
    db.session.execute(delete(User).where(*late))
    forget_old_limits()
