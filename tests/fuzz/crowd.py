"""Those who send what nobody types by hand, and what every answer to them must be like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import Flask
from sqlalchemy import update
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from domanu.auth.models import User
from domanu.auth.operations import accounts
from domanu.auth.passwords import PasswordHash
from domanu.core.db import db
from domanu.core.headers import ALWAYS
from tests.support.client import Client
from tests.support.markup import fields_of
from tests.test_access import FILLED_IN

ENDLESS = frozenset({"notifications.live"})
"""Whoever reads such an answer to its end waits for ever."""


@dataclass
class Crowd:
    app: Flask
    password: PasswordHash
    numbers: Iterator[int]

    def client(self, user_id: UUID | None = None) -> Client:
        client = cast("Client", self.app.test_client())
        return client.sign_in(user_id) if user_id and self._is_active(user_id) else client

    def person(self, role: str) -> UUID | None:
        """Somebody new; None for a visitor."""
        if role == "anonymous":
            return None
        with self.app.app_context():
            email = f"{role}-{next(self.numbers)}@example.org"
            user_id = accounts.create_confirmed_user(email, self.password, first_name="Mei")
            assert user_id
            accounts.set_staff(user_id, staff=role == "staff")
            if role == "unconfirmed":
                db.session.execute(update(User).where(User.id == user_id).values(confirmed_at=None))
            db.session.commit()
        return user_id

    def addresses(self, method: str) -> list[str]:
        """Every address that takes this method, in the order of the URL map."""
        adapter = self.app.url_map.bind("")
        return [adapter.build(rule.endpoint, _filled_in(rule)) for rule in self.rules(method)]

    def rules(self, method: str) -> list[Rule]:
        """Those of the API answer in their own way, and are tried out by their own description."""
        rules = [rule for rule in self.app.url_map.iter_rules() if rule.endpoint not in ENDLESS]
        return [rule for rule in rules if method in (rule.methods or ()) and not rule.rule.startswith("/api/")]

    def fields(self) -> dict[str, str]:
        """Every field of every form on any page that can be reached, with its kind."""
        clients = [self.client(), self.client(self.person("staff"))]
        pages = [client.get(address).text for client in clients for address in self.addresses("GET")]
        return {field.name: field.kind for page in pages for field in fields_of(page)}

    def _is_active(self, user_id: UUID) -> bool:
        """Some of what they send closes their own account."""
        with self.app.app_context():
            user = db.session.get(User, user_id)
            return user is not None and user.is_active


def check(answer: TestResponse, sent: object) -> None:
    assert answer.status_code < 500, f"{answer.status} for {sent}"
    missing = [name for name in ALWAYS if name not in answer.headers]
    assert missing == [], f"{missing} missing for {sent}"
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        assert "<h1" in answer.text or 'class="status bad' in answer.text, f"a bare {answer.status} for {sent}"


def _filled_in(rule: Rule) -> dict[str, object]:
    return {name: FILLED_IN[name] for name in rule.arguments}
