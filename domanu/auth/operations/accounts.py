"""Accounts come and go, are disabled and enabled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from domanu.core.db import db, new_id
from domanu.core.events import emit, facts_about, forget_actor

from ..addresses import normal_email
from ..errors import NoSuchUser
from ..models import EmailConfirmation, PasswordResetToken, Session, User
from ..passwords import UNUSABLE, PasswordHash
from .confirmations import ask_to_confirm


def create_user(email: str, password: PasswordHash, *, first_name: str, time_zone: str = "UTC") -> UUID:
    """Register; answer the id of the confirmation that is due.

    An address that has an account takes the very same steps but gains none: its owner gets a mail.
    """
    email = normal_email(email)
    user_id = new_id()
    db.session.execute(insert(User).values(id=user_id, email=email, password=password).on_conflict_do_nothing())
    emit("registration.received", actor_id=user_id, first_name=first_name, time_zone=time_zone)
    return ask_to_confirm(email, password=password)


def create_confirmed_user(
    email: str, password: PasswordHash, *, first_name: str, time_zone: str = "UTC"
) -> UUID | None:
    """For the command line and the demo: no mail. None if the address has an account already."""
    values = {"id": new_id(), "email": normal_email(email), "password": password, "confirmed_at": func.now()}
    user_id = db.session.scalar(insert(User).values(values).on_conflict_do_nothing().returning(User.id))
    if user_id is not None:
        emit("registration.received", actor_id=user_id, first_name=first_name, time_zone=time_zone)
    return user_id


def find_user(email: str) -> User:
    user: User | None = db.session.scalar(select(User).where(User.email == normal_email(email)))
    if user is None:
        raise NoSuchUser(email)
    return user


def has_users() -> bool:
    return db.session.scalar(select(User.id).limit(1)) is not None


def user_exists(email: str) -> bool:
    return bool(db.session.scalar(select(func.count()).where(User.email == normal_email(email))))


def set_staff(user_id: UUID, *, staff: bool, actor_id: UUID | None = None) -> None:
    _change(user_id, is_staff=staff)
    emit("user.staff_changed", actor_id=actor_id, user_id=user_id, staff=staff)


def disable_user(user_id: UUID, actor_id: UUID | None = None) -> None:
    """Signed out everywhere by the next request, and not let in again."""
    _change(user_id, disabled_at=func.now())
    db.session.execute(delete(Session).where(Session.user_id == user_id))
    emit("user.disabled", actor_id=actor_id, user_id=user_id)


def enable_user(user_id: UUID, actor_id: UUID | None = None) -> None:
    _change(user_id, disabled_at=None)
    emit("user.enabled", actor_id=actor_id, user_id=user_id)


def export_account(user_id: UUID) -> dict[str, Any]:
    """All that is kept of a person: each feature adds its own part."""
    user = db.session.get_one(User, user_id)
    sessions = db.session.scalars(select(Session).where(Session.user_id == user_id).order_by(Session.id.desc())).all()
    account: dict[str, Any] = {
        "email": user.email,
        "created_at": user.created_at,
        "confirmed_at": user.confirmed_at,
        "devices": [
            {"device": s.device, "address": s.address, "signed_in_at": s.created_at, "last_seen_at": s.last_seen_at}
            for s in sessions
        ],
    }
    account["events"] = facts_about(user_id)
    parts = emit("account.exported", actor_id=user_id)
    return {"account": account} | {name: value for part in parts for name, value in part.items()}


def close_account(user_id: UUID) -> None:
    """The row stays, empty, for what others have agreed with it. A `within` handler may refuse by raising."""
    email = db.session.get_one(User, user_id).email
    emit("account.closing", actor_id=user_id)
    for table in (PasswordResetToken, EmailConfirmation):
        db.session.execute(delete(table).where(table.email == email))
    db.session.execute(delete(EmailConfirmation).where(EmailConfirmation.user_id == user_id))
    db.session.execute(delete(Session).where(Session.user_id == user_id))
    _change(user_id, email=f"{user_id}@closed.invalid", password=UNUSABLE, is_staff=False, closed_at=func.now())
    forget_actor(user_id)
    emit("account.closed", email=email)


def _change(user_id: UUID, **changes: Any) -> None:
    changed = db.session.execute(update(User).where(User.id == user_id).values(changes).returning(User.id))
    if changed.first() is None:
        raise NoSuchUser(str(user_id))
