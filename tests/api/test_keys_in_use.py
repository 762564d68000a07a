"""A key whose first request is still being answered."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL

from domanu.api.operations.tokens import make_token
from domanu.core import db as database
from domanu.core.db import db
from tests.api.support import Api
from tests.support.apps import site_in
from tests.support.markets import make_market

UNANSWERED = """
    INSERT INTO idempotency_keys (id, user_id, key, fingerprint) SELECT gen_random_uuid(), id, 'one', 'x' FROM users
"""


def test_whoever_waits_too_long_is_told_so(own_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.2)
    plain = own_url.set(drivername="postgresql").render_as_string(hide_password=False)
    with site_in(own_url, tmp_path) as app, psycopg.connect(plain) as other:
        with app.app_context():
            market = make_market(0)
            token = make_token(market.designer, name="Test", scopes=["design"], expires_in=None)
            db.session.commit()
        api, path = Api(app, token), f"/marketplaces/{market.slug}/archive"
        other.execute(UNANSWERED)
        waited = api.put(path, key="one")
        assert (waited.status, waited.kind, waited.headers["Retry-After"]) == (409, "still-answering", "1")
        other.rollback()
        again = api.put(path, key="one")
        assert (again.status, "Idempotency-Replayed" in again.headers) == (204, False)
