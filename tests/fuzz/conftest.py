from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy.engine import URL

from domanu.auth.passwords import PasswordHash
from tests.fuzz.crowd import Crowd
from tests.support.apps import site_in
from tests.support.database import database
from tests.support.town_site import app, town, visits

__all__ = ["app", "town", "visits"]


@pytest.fixture(scope="session")
def crowd(template_url: URL, known_hash: PasswordHash, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """A site of its own that really commits and never says "too often", and people who do as they like."""
    folder, as_wished = tmp_path_factory.mktemp("fuzz"), {"RATE_LIMITS": "false", "DESIGNERS": "request"}
    with (
        database(template_url, str(template_url.database)) as url,
        site_in(url, folder, **as_wished) as app,
    ):
        yield Crowd(app, known_hash, count())
