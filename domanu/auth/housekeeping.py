"""What is swept out every few hours."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func

from domanu.core.db import db
from domanu.core.events import forget_old_events
from domanu.core.limits import forget_old_limits

from .models import EmailConfirmation, PasswordResetToken, Session, User
from .operations.unconfirmed import delete_unconfirmed

EVERY = timedelta(hours=6)
TIME_TO_CONFIRM = timedelta(days=7)


def sweep() -> None:
    """Sessions and links that ran out, accounts whose address never proved itself, old counts and facts."""
    for table in (Session, EmailConfirmation, PasswordResetToken):
        db.session.execute(delete(table).where(table.expires_at < func.now()))
    delete_unconfirmed(User.created_at < func.now() - TIME_TO_CONFIRM)
    forget_old_limits()
    forget_old_events()
