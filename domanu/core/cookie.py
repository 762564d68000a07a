"""Flask's signed cookie, with less ado for whoever sends none and where nothing in it changes."""

from __future__ import annotations

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

from .http import add_vary


class SignedCookie(SecureCookieSessionInterface):
    signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Made once: the keys do not change while the program runs."""
        if self.signer is None:
            self.signer = super().get_signing_serializer(app)
        return self.signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return super().open_session(app, request) if "HTTP_COOKIE" in request.environ else self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.modified or session.permanent:
            super().save_session(app, session, response)
        elif session.accessed:
            add_vary(response, "Cookie")
