"""Addresses prove themselves: after a registration, and before a change of address."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.tokens import derived_token, digest

from ..addresses import normal_email
from ..errors import AddressTaken, LinkDead
from ..models import EmailConfirmation, PasswordResetToken, Session, User
from ..passwords import PasswordHash
from .links import is_open
from .unconfirmed import delete_unconfirmed

LIFETIME = timedelta(hours=24)
PURPOSE = "confirm"


class Confirmation(NamedTuple):
    id: UUID
    email: str
    is_change: bool
    password: str | None
    """The hash that whoever presses must know the password of, unless they have proved otherwise who they are."""


class Confirmed(NamedTuple):
    user_id: UUID
    is_change: bool


def ask_to_confirm(email: str, *, password: PasswordHash | None = None, user_id: UUID | None = None) -> UUID:
    """Write down that a mail with a link is due; a job sends it once this has committed. Answer its id."""
    key = new_id()
    confirmation = EmailConfirmation(
        id=key,
        email=email,
        password=password,
        user_id=user_id,
        token=digest(derived_token(PURPOSE, key)),
        expires_at=func.now() + LIFETIME,
    )
    db.session.add(confirmation)
    emit("confirmation.requested", actor_id=user_id, confirmation_id=key)
    return key


def ask_again(email: str, earlier: UUID | None) -> UUID | None:
    """The mail got lost. Whoever asks again from the browser that registered keeps the password chosen there.

    Answer the id of the new link if it is bound to that password: one that is not belongs to nobody in particular.
    """
    mine = (EmailConfirmation.id == earlier, EmailConfirmation.email == email)
    chosen = db.session.scalar(select(EmailConfirmation.password).where(*mine)) if earlier else None
    key = ask_to_confirm(email, password=PasswordHash(chosen) if chosen else None)
    return key if chosen else None


def update_email(user_id: UUID, email: str) -> None:
    """Ask the new address to prove itself; nothing changes before it has."""
    ask_to_confirm(normal_email(email), user_id=user_id)


def find_confirmation(token: str) -> Confirmation:
    """What the link would confirm, for the page that asks."""
    known = func.coalesce(EmailConfirmation.password, User.password)
    row = db.session.execute(
        select(EmailConfirmation.id, EmailConfirmation.email, EmailConfirmation.user_id.is_not(None), known)
        .outerjoin(User, User.email == EmailConfirmation.email)
        .where(is_open(EmailConfirmation, token))
    ).first()
    if row is None:
        raise LinkDead
    return Confirmation(*row)


def confirm_email(token: str) -> Confirmed:
    """Consume the link: once, whoever presses how often."""
    row = db.session.execute(
        update(EmailConfirmation)
        .where(is_open(EmailConfirmation, token))
        .values(is_used=True)
        .returning(EmailConfirmation.email, EmailConfirmation.user_id, EmailConfirmation.password)
    ).first()
    if row is None:
        raise LinkDead
    if row.user_id is None:
        return Confirmed(_confirm_registration(row.email, row.password), is_change=False)
    _change_address(row.user_id, row.email)
    return Confirmed(row.user_id, is_change=True)


def void_confirmations(email: str, user_id: UUID) -> None:
    """No link works any longer that was mailed to this address, or that would give this account another one."""
    void = (EmailConfirmation.email == email) | (EmailConfirmation.user_id == user_id)
    db.session.execute(update(EmailConfirmation).where(void).values(is_used=True))


def _confirm_registration(email: str, password: str | None) -> UUID:
    """Sessions and links from before are ended: the address may have been registered by somebody else."""
    changes = {"confirmed_at": func.now()} | ({"password": password} if password else {})
    mine = (User.email == email, User.confirmed_at.is_(None), User.disabled_at.is_(None))
    user_id: UUID | None = db.session.scalar(update(User).where(*mine).values(changes).returning(User.id))
    if user_id is None:
        raise LinkDead
    db.session.execute(delete(Session).where(Session.user_id == user_id))
    void_confirmations(email, user_id)
    emit("user.confirmed", actor_id=user_id)
    return user_id


def _change_address(user_id: UUID, email: str) -> None:
    """An account that took the address without proving it makes way."""
    mine = select(User.email, User.confirmed_at).where(User.id == user_id).with_for_update()
    old, confirmed_at = db.session.execute(mine).one()
    delete_unconfirmed((User.email == email) & (User.id != user_id) & User.disabled_at.is_(None))
    try:
        with db.session.begin_nested():
            changes = {"email": email, "confirmed_at": func.now()}
            db.session.execute(update(User).where(User.id == user_id).values(changes))
    except IntegrityError:
        raise AddressTaken(email) from None
    forgotten = update(PasswordResetToken).where(PasswordResetToken.email == old).values(is_used=True)
    db.session.execute(forgotten)
    void_confirmations(email, user_id)
    if confirmed_at is None:
        emit("user.confirmed", actor_id=user_id)
    emit("email.changed", actor_id=user_id, old=old)
