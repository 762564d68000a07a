"""Fixtures: a site with a town in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.engine import URL

from domanu.auth.passwords import PasswordHash
from domanu.core.db import db
from tests.support.apps import site_in, taken_back
from tests.support.database import database
from tests.support.town import Town, build_town
from tests.support.visits import Visits


@pytest.fixture(scope="session")
def town_visits(
    template_url: URL, known_hash: PasswordHash, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visits]:
    """Everybody has signed in, once and for all."""
    with (
        database(template_url, str(template_url.database)) as url,
        site_in(url, tmp_path_factory.mktemp("town"), RATE_LIMITS="false") as app,
    ):
        with app.app_context():
            town = build_town(known_hash)
            db.session.remove()
        yield Visits(app, town)


@pytest.fixture
def app(town_visits: Visits) -> Iterator[Flask]:
    """Whatever a test commits is rolled back after it."""
    with taken_back(town_visits.app) as app:
        yield app


@pytest.fixture
def town(town_visits: Visits) -> Town:
    return town_visits.town


@pytest.fixture
def visits(app: Flask, town_visits: Visits) -> Visits:
    return town_visits
