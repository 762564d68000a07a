"""Who is signed in, at the edge of HTTP. Only this module reads the request for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec, cast
from uuid import UUID

from flask import Flask, Response, abort, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_required, login_user, logout_user

from domanu.config import Config
from domanu.core.cookie import SignedCookie
from domanu.core.http import go

from .devices import device_name
from .models import User
from .operations import accounts, sessions
from .passwords import is_password

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


class Doorman(LoginManager):  # type: ignore[misc]
    def _load_user(self) -> None:
        """Whoever sends no cookie is a visitor, which need not be found out step by step. The page depends on it."""
        if "HTTP_COOKIE" in request.environ:
            super()._load_user()
        else:
            session.accessed = True
            self._update_request_context_with_user()


login_manager = Doorman()


class WrongPassword(Exception):
    """Or no such account: nobody is told which."""


class Disabled(Exception):
    """The password was right, but staff have closed the door."""


def init_app(app: Flask, config: Config) -> None:
    prefix = "__Host-" if config.is_secure else ""
    app.config.update(
        SESSION_COOKIE_NAME=f"{prefix}session",
        SESSION_COOKIE_SECURE=config.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_NAME=f"{prefix}remember",
        REMEMBER_COOKIE_SECURE=config.is_secure,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_DURATION=timedelta(days=365),
    )
    app.session_interface = SignedCookie()
    login_manager.session_protection = None  # sessions end in the database
    login_manager.init_app(app)
    login_manager.user_loader(sessions.load_user)
    login_manager.unauthorized_handler(_ask_to_sign_in)


def sign_in(email: str, password: str, *, remember: bool = False) -> User:
    """The password is checked whether there is an account or not, and takes as long."""
    known = sessions.find_credentials(email)
    right = is_password(password, known.password if known else None)
    if known is None or not right:
        raise WrongPassword
    if known.is_disabled:
        raise Disabled
    return start_session(known.user_id, password=known.password, remember=remember)


def start_session(user_id: UUID, *, password: str | None = None, remember: bool = False) -> User:
    """Sign this browser in. What a visitor's cookie held before is dropped."""
    device, address = device_name(request.user_agent.string), request.remote_addr or ""
    token = sessions.open_session(user_id, password, device=device, address=address, remember=remember)
    user = sessions.load_user(token) if token else None
    if user is None:
        raise WrongPassword
    session.clear()
    login_user(user, remember=remember)
    return user


def get_session() -> dict[str, Any] | None:
    """The data of the session that this request came with."""
    user = signed_in_user()
    if user is None:
        return None
    row = next((device for device in sessions.devices(user.id) if device.id == user.visit.session_id), None)
    if row is None:
        return None
    return {
        "id": row.id,
        "user_id": row.user_id,
        "device": row.device,
        "since": row.created_at,
        "until": row.expires_at,
    }


def sign_out() -> None:
    user = signed_in_user()
    if user is not None:
        sessions.end_session(user.id, user.visit.session_id)
    session.clear()
    logout_user()


def user_data() -> dict[str, Any] | None:
    """All that is kept about whoever is signed in."""
    user = signed_in_user()
    return accounts.export_account(user.id) if user else None


def user_id() -> UUID | None:
    user = signed_in_user()
    return user.id if user else None


def signed_in_user() -> User | None:
    return cast("User", current_user) if current_user.is_authenticated else None


def the_user() -> User:
    """Whoever is signed in, on a page that only the signed in can reach."""
    return cast("User", current_user)


def signed_in_only(view: View[P]) -> View[P]:
    return cast("View[P]", login_required(view))


def confirmed_only(view: View[P]) -> View[P]:
    """For what needs an address that has proved itself: joining, selling, designing."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not the_user().is_confirmed:
            return go(url_for("auth.confirmation"), "First confirm your email address.", mood="calm")
        return view(*args, **kwargs)

    return signed_in_only(guarded)


def staff_only(view: View[P]) -> View[P]:
    """Whoever may not know that a page exists gets what an address without a page gets."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not (current_user.is_authenticated and current_user.is_staff):
            abort(404)
        return view(*args, **kwargs)

    return guarded


def _ask_to_sign_in() -> Response:
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return go(url_for("auth.sign_in", next=target), "Please sign in first.", mood="calm")
