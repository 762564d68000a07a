"""Accounts whose address never proved itself: nobody's, until it does."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, select

from domanu.core.db import db
from domanu.core.events import emit, forget_actor

from ..models import User


def delete_unconfirmed(which: ColumnElement[bool]) -> None:
    """What other features keep of them goes first, as when an account is closed; of the row nothing has to stay."""
    never_proven = (User.confirmed_at.is_(None), User.closed_at.is_(None), which)
    for user_id in db.session.scalars(select(User.id).where(*never_proven).with_for_update()).all():
        emit("account.closing", actor_id=user_id)
        db.session.execute(delete(User).where(User.id == user_id))
        forget_actor(user_id)
