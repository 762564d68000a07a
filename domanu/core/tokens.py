"""Secrets that travel in links and cookies. The database holds digests only."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from uuid import UUID

from flask import current_app


def new_token() -> str:
    """256 bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def derived_token(purpose: str, key: UUID) -> str:
    """The secret of a row, made anew from its id: a job that is retried mails the same link, and no job carries it."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    mac = hmac.digest(secret, f"{purpose}:{key}".encode(), "sha256")
    return urlsafe_b64encode(mac).rstrip(b"=").decode()
