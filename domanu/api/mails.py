"""The mail about tokens, an `after` handler."""

from __future__ import annotations

from flask import current_app

from domanu.auth.models import User
from domanu.config import settings
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.mail import send_mail


def mail_token_made(event: Event) -> None:
    """Whoever got in without being asked leaves no token behind that its owner hears nothing of."""
    user = db.session.get(User, event.actor_id)
    if user is not None and user.is_active:
        link = settings().base_url + current_app.url_map.bind("").build("programs.tokens")
        send_mail(user.email, "token_made", event.id, reader=user.id, email=user.email, link=link, at=event.created_at)
