"""A site with a flaw, for tests that must notice it: for an unknown address it hashes no password."""

from __future__ import annotations

from domanu.auth import passwords, session
from wsgi import app

__all__ = ["app"]


def is_password(password: str, known: str | None) -> bool:
    return known is not None and passwords.is_password(password, known)


vars(session)["is_password"] = is_password
