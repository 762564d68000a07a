from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from domanu.api.operations.tokens import make_token
from domanu.api.scopes import NAMES
from domanu.core.db import db
from tests.api.support import Api
from tests.support.people import Person

Connect = Callable[..., Api]


@pytest.fixture
def connect(app: Flask) -> Connect:
    """A program that acts for somebody, or for nobody."""

    def make(person: Person | None = None, *scopes: str) -> Api:
        token = token_of(person.id, *(scopes or NAMES)) if person else None
        return Api(app, token)

    return make


def token_of(user_id: UUID, *scopes: str) -> str:
    token = make_token(user_id, name="Test", scopes=scopes, expires_in=None)
    db.session.commit()
    return token
