from __future__ import annotations

import pytest
from flask import Flask

from tests.api.conftest import token_of
from tests.api.support import Api
from tests.support.town import ROLES, Town
from tests.support.town_site import app, town, visits

__all__ = ["app", "town", "visits"]


@pytest.fixture
def programs(app: Flask, town: Town) -> dict[str, Api]:
    """One for each role, with every scope."""
    return {role: Api(app, None if role == "anonymous" else _token(town, role)) for role in ROLES}


def _token(town: Town, role: str) -> str:
    return token_of(town.people[role].id, "read", "book", "sell", "design")
