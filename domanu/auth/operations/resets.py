"""Passwords that are changed, and those that were forgotten."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, true, update

from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.tokens import derived_token, digest

from ..addresses import normal_email
from ..errors import LinkDead, PasswordStale
from ..models import EmailConfirmation, PasswordResetToken, Session, User
from ..passwords import PasswordHash
from .confirmations import void_confirmations
from .links import is_open

LIFETIME = timedelta(hours=24)
PURPOSE = "reset"


def ask_for_reset(email: str) -> None:
    """The same steps for every address; the job that follows writes only to those that have an account."""
    key = new_id()
    token = digest(derived_token(PURPOSE, key))
    expires_at = func.now() + LIFETIME
    db.session.add(PasswordResetToken(id=key, email=normal_email(email), token=token, expires_at=expires_at))
    emit("reset.requested", reset_id=key)


def is_reset_open(token: str) -> bool:
    alive = select(PasswordResetToken.id).where(is_open(PasswordResetToken, token))
    return db.session.scalar(alive) is not None


def reset_password(token: str, password: PasswordHash) -> UUID:
    """Consume the link, change the password, end every session. The link proves the address, too."""
    email = db.session.scalar(
        update(PasswordResetToken)
        .where(is_open(PasswordResetToken, token))
        .values(is_used=True)
        .returning(PasswordResetToken.email)
    )
    owner = select(User.id, User.confirmed_at).where(User.email == email, User.disabled_at.is_(None)).with_for_update()
    found = db.session.execute(owner).first() if email else None
    if email is None or found is None:
        raise LinkDead
    user_id: UUID = found.id
    changes = {"password": password, "confirmed_at": func.coalesce(User.confirmed_at, func.now())}
    db.session.execute(update(User).where(User.id == user_id).values(changes))
    db.session.execute(delete(Session).where(Session.user_id == user_id))
    db.session.execute(update(PasswordResetToken).where(PasswordResetToken.email == email).values(is_used=True))
    void_confirmations(email, user_id)
    if found.confirmed_at is None:
        emit("user.confirmed", actor_id=user_id)
    emit("password.changed", actor_id=user_id, by_mail=True)
    return user_id


def update_password(
    user_id: UUID, password: PasswordHash, *, known: str | None = None, keep_session: UUID | None = None
) -> None:
    """Every other session ends, and no link from before brings the old password back or changes the address.

    `known` is the hash that the old password was checked against: a reset that came in between wins.
    """
    mine = (User.id == user_id, User.password == known if known else true())
    email = db.session.scalar(update(User).where(*mine).values(password=password).returning(User.email))
    if email is None:
        raise PasswordStale
    others = (Session.user_id == user_id, Session.id.is_distinct_from(keep_session))
    db.session.execute(delete(Session).where(*others))
    db.session.execute(update(PasswordResetToken).where(PasswordResetToken.email == email).values(is_used=True))
    db.session.execute(update(EmailConfirmation).where(EmailConfirmation.email == email).values(password=None))
    db.session.execute(update(EmailConfirmation).where(EmailConfirmation.user_id == user_id).values(is_used=True))
    emit("password.changed", actor_id=user_id)
