"""The mail about becoming a designer."""

from __future__ import annotations

from uuid import UUID

from domanu.auth.models import User
from domanu.config import settings
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.mail import send_mail


def mail_decision(event: Event) -> None:
    user = db.session.get(User, UUID(event.data["user_id"]))
    if user is not None and user.is_active:
        approved = event.data["decision"] == "approve"
        send_mail(user.email, "designer_decided", event.id, approved=approved, link=settings().base_url + "/designer")
