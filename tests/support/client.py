"""A browser's half of the talk: it keeps cookies and answers with the token against forgery."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from domanu.auth.operations.sessions import open_session
from domanu.core.db import db

HX = {"HX-Request": "true"}


class Client(FlaskClient):
    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Each request gets a context of its own, whatever the test itself has pushed."""
        with self.application.app_context():
            return super().open(*args, **kwargs)

    def submit(self, url: str, *, csrf: Any = True, **fields: Any) -> TestResponse:
        """Post a form."""
        headers = fields.pop("headers", None)
        token = {"csrf_token": self.csrf_token()} if csrf else {}
        return self.post(url, data=token | fields, headers=headers)

    def csrf_token(self) -> str:
        with self.session_transaction() as session:
            raw = session.setdefault("csrf_token", "a" * 40)
        secret = self.application.secret_key
        return str(URLSafeTimedSerializer(secret or "", salt="wtf-csrf-token").dumps(raw))

    def sign_in(self, user_id: Any) -> Client:
        with self.application.app_context():
            token = open_session(user_id, None, device="Test", address="127.0.0.1", remember=False)
            db.session.commit()
        with self.session_transaction() as session:
            session["_user_id"] = token
        return self
