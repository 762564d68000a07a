"""A site with a flaw, for tests that must notice it: each process remembers whom it has seen signed in."""

from __future__ import annotations

from functools import cache

from domanu.auth.operations.sessions import load_user
from domanu.auth.session import login_manager
from tests.support.wsgi_with_pid import app

__all__ = ["app"]

login_manager.user_loader(cache(load_user))
