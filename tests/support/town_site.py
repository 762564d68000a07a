"""Fixtures: a site with a town in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.auth.passwords import PasswordHash
from domanu.core.db import db
from tests.support.client import Client
from tests.support.database import config_for, database
from tests.support.town import Town, build_town
from tests.support.visits import Visits


@pytest.fixture(scope="package")
def town_site(
    template_url: URL, known_hash: PasswordHash, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Town]]:
    """A site with a town in it that nobody writes to."""
    with database(template_url, str(template_url.database)) as url:
        app = create_app(config_for(url, tmp_path_factory.mktemp("town"), RATE_LIMITS="false"))
        app.test_client_class = Client
        with app.app_context():
            engine = db.engine
            town = build_town(known_hash)
            db.session.remove()
        yield app, town
        engine.dispose()


@pytest.fixture
def app(town_site: tuple[Flask, Town]) -> Iterator[Flask]:
    """Whatever a test commits is rolled back after it."""
    app = town_site[0]
    with app.app_context():
        connection = db.engine.connect()
        transaction = connection.begin()
        engines = db._app_engines[app]
        real, engines[None] = engines[None], connection  # type: ignore[assignment]
        try:
            yield app
        finally:
            db.session.remove()
            transaction.rollback()
            connection.close()
            engines[None] = real


@pytest.fixture
def town(town_site: tuple[Flask, Town]) -> Town:
    return town_site[1]


@pytest.fixture
def visits(app: Flask, town: Town) -> Visits:
    return Visits(app, town)
