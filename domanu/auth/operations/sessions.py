"""Sessions: opened, found by their token, listed as devices, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, case, delete, func, insert, literal, select, update

from domanu.core.db import db, new_id
from domanu.core.time import now
from domanu.core.tokens import digest, new_token

from ..addresses import normal_email
from ..models import Session, User, Visit

VISIT, REMEMBERED = timedelta(days=1), timedelta(days=60)
SEEN_AGAIN = timedelta(minutes=10)
ALIVE = (
    select(User, Session.id, Session.last_seen_at)
    .join(Session, Session.user_id == User.id)
    .where(Session.token == bindparam("digest"), Session.expires_at > func.now())
    .where(User.disabled_at.is_(None), User.closed_at.is_(None))
)


class Credentials(NamedTuple):
    user_id: UUID
    password: str
    is_disabled: bool


def find_credentials(email: str) -> Credentials | None:
    row = db.session.execute(
        select(User.id, User.password, User.disabled_at.is_not(None)).where(User.email == normal_email(email))
    ).first()
    return Credentials(*row) if row else None


def open_session(user_id: UUID, password: str | None, *, device: str, address: str, remember: bool) -> str | None:
    """Answer the token; None if the account was closed, disabled or given another password since it was checked.

    The lock waits for whoever is changing the password right now, and makes those who come later see this session.
    """
    token = new_token()
    lasts = REMEMBERED if remember else VISIT
    values = select(
        literal(new_id()),
        User.id,
        literal(digest(token)),
        literal(remember),
        literal(device),
        literal(address),
        func.now() + lasts,
    ).where(User.id == user_id, User.disabled_at.is_(None), User.closed_at.is_(None))
    if password is not None:
        values = values.where(User.password == password)
    columns = ["id", "user_id", "token", "is_remembered", "device", "address", "expires_at"]
    opening = insert(Session).from_select(columns, values.with_for_update(read=True)).returning(Session.id)
    return token if db.session.execute(opening).first() else None


def load_user(token: str) -> User | None:
    """Whoever this token belongs to, if its session still stands. A session that is used lives on."""
    row = db.session.execute(ALIVE, {"digest": digest(token)}).first()
    if row is None:
        return None
    user, session_id, seen = row
    user.visit = Visit(session_id, token)
    if now() - seen > SEEN_AGAIN:
        _note_visit(session_id)
    return user


def devices(user_id: UUID) -> Sequence[Session]:
    alive = (Session.user_id == user_id, Session.expires_at > func.now())
    return db.session.scalars(select(Session).where(*alive).order_by(Session.last_seen_at.desc(), Session.id)).all()


def end_session(user_id: UUID, session_id: UUID) -> bool:
    ended = delete(Session).where(Session.id == session_id, Session.user_id == user_id).returning(Session.id)
    return db.session.execute(ended).first() is not None


def end_other_sessions(user_id: UUID, session_id: UUID | None) -> None:
    db.session.execute(delete(Session).where(Session.user_id == user_id, Session.id.is_distinct_from(session_id)))


def _note_visit(session_id: UUID) -> None:
    lasts = case((Session.is_remembered, literal(REMEMBERED)), else_=literal(VISIT))
    seen = {"last_seen_at": func.now(), "expires_at": func.now() + lasts}
    db.session.execute(update(Session).where(Session.id == session_id).values(seen))
