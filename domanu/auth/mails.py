"""The mails about accounts. Each is an `after` handler: it runs as a job, once its event has committed."""

from __future__ import annotations

from uuid import UUID

from flask import current_app
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from domanu.config import settings
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.mail import send_mail
from domanu.core.tokens import derived_token

from .models import EmailConfirmation, PasswordResetToken, User
from .operations import confirmations, resets


def mail_confirmation(event: Event) -> None:
    """To an address that has an account already goes a warning; of several links only the newest goes out."""
    asked = db.session.get(EmailConfirmation, UUID(event.data["confirmation_id"]))
    if asked is None or asked.is_used or _is_outdated(asked):
        return
    owner = db.session.scalar(select(User).where(User.email == asked.email))
    if asked.user_id is not None:
        _mail_change(asked, taken=owner is not None and owner.id != asked.user_id and owner.is_confirmed)
    elif owner is not None and not owner.is_confirmed:
        link = _link("auth.confirm", derived_token(confirmations.PURPOSE, asked.id))
        send_mail(
            asked.email, "confirm", asked.id, reader=owner.id, link=link, email=asked.email, until=asked.expires_at
        )
    elif owner is not None and owner.is_active and asked.password:
        send_mail(asked.email, "already_registered", asked.id, link=_link("auth.forgotten"), email=asked.email)


def mail_reset(event: Event) -> None:
    asked = db.session.get(PasswordResetToken, UUID(event.data["reset_id"]))
    if asked is None or asked.is_used:
        return
    owner = db.session.scalar(select(User).where(User.email == asked.email, User.disabled_at.is_(None)))
    if owner is not None:
        link = _link("auth.reset", derived_token(resets.PURPOSE, asked.id))
        send_mail(asked.email, "reset", asked.id, reader=owner.id, link=link, email=asked.email, until=asked.expires_at)


def mail_password_changed(event: Event) -> None:
    user = db.session.get(User, event.actor_id)
    if user is not None and user.is_active:
        send_mail(
            user.email,
            "password_changed",
            event.id,
            reader=user.id,
            email=user.email,
            link=_link("auth.forgotten"),
            at=event.created_at,
        )


def mail_old_address(event: Event) -> None:
    user = db.session.get(User, event.actor_id)
    if user is not None and event.data.get("old"):
        send_mail(event.data["old"], "email_changed", event.id, reader=user.id, new=user.email, at=event.created_at)


def mail_closed(event: Event) -> None:
    send_mail(event.data["email"], "closed", event.id, email=event.data["email"], at=event.created_at)
    event.data = {}


def _is_outdated(asked: EmailConfirmation) -> bool:
    newer = aliased(EmailConfirmation)
    same = (newer.email == asked.email, newer.user_id.is_not_distinct_from(asked.user_id), newer.id > asked.id)
    return bool(db.session.scalar(select(exists().where(*same, newer.is_used.is_(False)))))


def _mail_change(asked: EmailConfirmation, *, taken: bool) -> None:
    if taken:
        send_mail(asked.email, "already_registered", asked.id, link=_link("auth.forgotten"), email=asked.email)
    else:
        link = _link("auth.confirm", derived_token(confirmations.PURPOSE, asked.id))
        send_mail(
            asked.email,
            "confirm_change",
            asked.id,
            reader=asked.user_id,
            link=link,
            email=asked.email,
            until=asked.expires_at,
        )


def _link(endpoint: str, token: str | None = None) -> str:
    """From the configured address, never from a request's Host."""
    adapter = current_app.url_map.bind("")
    return settings().base_url + adapter.build(endpoint, {"token": token} if token else {})
