"""Tokens: made, found, used, revoked. The database knows their digests only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, func, or_, select, update

from domanu.auth.models import User
from domanu.core.db import db, new_id
from domanu.core.events import Event, emit
from domanu.core.time import now
from domanu.core.tokens import digest, new_token
from domanu.profiles.models import Profile

from ..errors import TooManyTokens
from ..models import ApiToken
from ..scopes import NAMES

PREFIX = "dmn_"
MOST = 20
HINT_LETTERS = 10
USED_AGAIN = timedelta(minutes=5)
ALIVE = (
    select(ApiToken.id, ApiToken.user_id, ApiToken.scopes, ApiToken.used_at, Profile.time_zone)
    .join(User, User.id == ApiToken.user_id)
    .join(Profile, Profile.user_id == ApiToken.user_id)
    .where(ApiToken.token == bindparam("digest"))
    .where(or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > func.now()))
    .where(User.disabled_at.is_(None), User.closed_at.is_(None))
)


class Bearer(NamedTuple):
    """Whoever a token speaks for."""

    token_id: UUID
    user_id: UUID
    scopes: frozenset[str]
    used_at: datetime | None
    time_zone: str

    @property
    def is_seen_again(self) -> bool:
        """After a while, so that it is worth noting."""
        return self.used_at is None or now() - self.used_at > USED_AGAIN


def make_token(user_id: UUID, *, name: str, scopes: Collection[str], expires_in: timedelta | None) -> str:
    """Answer the token itself, which nobody can tell again."""
    db.session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    if len(tokens_of(user_id)) >= MOST:
        raise TooManyTokens
    token = PREFIX + new_token()
    kept = {"token": digest(token), "hint": token[:HINT_LETTERS], "scopes": [n for n in NAMES if n in scopes]}
    expires_at = now() + expires_in if expires_in else None
    made = ApiToken(id=new_id(), user_id=user_id, name=name, expires_at=expires_at, **kept)
    db.session.add(made)
    emit("token.made", actor_id=user_id, token_id=made.id, scopes=made.scopes)
    return token


def tokens_of(user_id: UUID) -> Sequence[ApiToken]:
    """Also those that have run out, for their owner to see why a program is refused."""
    return db.session.scalars(select(ApiToken).where(ApiToken.user_id == user_id).order_by(ApiToken.id.desc())).all()


def find_bearer(token: str) -> Bearer | None:
    row = db.session.execute(ALIVE, {"digest": digest(token)}).first()
    return Bearer(row.id, row.user_id, frozenset(row.scopes), row.used_at, row.time_zone) if row else None


def note_use(token_id: UUID) -> None:
    """Every few minutes at most."""
    stale = or_(ApiToken.used_at.is_(None), ApiToken.used_at < func.now() - USED_AGAIN)
    db.session.execute(update(ApiToken).where(ApiToken.id == token_id, stale).values(used_at=func.now()))


def revoke_token(user_id: UUID, key: UUID) -> bool:
    """Whether there was one."""
    gone = delete(ApiToken).where(ApiToken.id == key, ApiToken.user_id == user_id).returning(ApiToken.id)
    if db.session.execute(gone).first() is None:
        return False
    emit("token.revoked", actor_id=user_id, token_id=key)
    return True


def end_tokens(event: Event) -> None:
    """Within `account.closing` and `user.disabled`."""
    owner = UUID(event.data["user_id"]) if "user_id" in event.data else event.actor_id
    db.session.execute(delete(ApiToken).where(ApiToken.user_id == owner))


def end_tokens_after_reset(event: Event) -> None:
    """Within `password.changed`: whoever takes an account back by mail shuts everybody else out. Whoever knows the
    password and changes it keeps their programs going."""
    if event.data.get("by_mail"):
        end_tokens(event)


def export_tokens(event: Event) -> dict[str, Any]:
    """Within `account.exported`."""
    names = ("name", "hint", "scopes", "created_at", "expires_at", "used_at")
    tokens = tokens_of(event.actor_id) if event.actor_id else ()
    return {"tokens": [{name: getattr(token, name) for name in names} for token in tokens]}
