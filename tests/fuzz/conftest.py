from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.auth.passwords import hash_password
from domanu.core.db import db
from tests.fuzz.crowd import Crowd
from tests.support.client import Client
from tests.support.database import config_for, database
from tests.support.people import PASSWORD
from tests.support.town_site import app, town, town_site, visits

__all__ = ["app", "town", "town_site", "visits"]


@pytest.fixture(scope="package")
def crowd(template_url: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """A site of its own that really commits and never says "too often", and people who do as they like."""
    folder = tmp_path_factory.mktemp("fuzz")
    with database(template_url, str(template_url.database)) as url:
        app = create_app(config_for(url, folder, RATE_LIMITS="false", DESIGNERS="request"))
        app.test_client_class = Client
        with app.app_context():
            engine = db.engine
            crowd = Crowd(app, hash_password(PASSWORD), count())
        yield crowd
        engine.dispose()
