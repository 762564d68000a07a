"""Every role as a browser of its own; whatever one request does is taken back before the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Flask
from sqlalchemy.engine import Connection
from werkzeug.test import TestResponse

from domanu.core.db import db
from tests.support.client import Client
from tests.support.town import ROLES, Town


class Visits:
    def __init__(self, app: Flask, town: Town) -> None:
        self.app = app
        self.town = town
        self.browsers = {role: self._sign_in(role) for role in ROLES}

    def ask(self, role: str, method: str, address: str, *, token: bool = True, **options: Any) -> TestResponse:
        """As if for the first time: the cookie is again what it was after signing in. What it does, is done."""
        client, cookies, secret = self.browsers[role]
        client._cookies = dict(cookies)
        headers = ({"X-CSRFToken": secret} if token and method != "GET" else {}) | options.pop("headers", {})
        return client.open(address, method=method, headers=headers, **options)

    def session_after(self, role: str) -> dict[str, Any]:
        """What the last answer left in the cookie, but for what differs between any two."""
        with self.browsers[role][0].session_transaction() as session:
            return {name: value for name, value in session.items() if name != "csrf_token"}

    def _sign_in(self, role: str) -> tuple[Client, dict[Any, Any], str]:
        client = cast("Client", self.app.test_client())
        if role != "anonymous":
            client.sign_in(self.town.people[role].id)
        secret = client.csrf_token()
        return client, dict(client._cookies or {}), secret


def connection() -> Connection:
    """The one that stands in for the engine while a test runs."""
    return cast("Connection", db.engine)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is committed meanwhile is rolled back."""
    savepoint = connection().begin_nested()
    try:
        yield
    finally:
        db.session.remove()
        savepoint.rollback()
