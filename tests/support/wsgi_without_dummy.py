"""A site with a flaw, for tests that must notice it: for an unknown address it hashes no password."""

from __future__ import annotations

from domanu.auth import session
from wsgi import app

__all__ = ["app"]

_is_password = session.is_password


def is_password(password: str, known: str | None) -> bool:
    return known is not None and _is_password(password, known)


session.is_password = is_password
