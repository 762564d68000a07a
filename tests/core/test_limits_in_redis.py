from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
import redis
from flask import Flask
from sqlalchemy import select

from domanu.core.db import db
from domanu.core.events import Event, emit
from domanu.core.limits import InRedis, TooMany, limit
from tests.core.test_limits import MINUTE, knock
from tests.support.client import Client
from tests.support.redis import redis_server


@pytest.fixture
def url(app: Flask) -> Iterator[str]:
    """A Redis, in which limits are counted."""
    in_postgres = app.extensions["domanu.limits"]
    with redis_server() as address:
        app.extensions["domanu.limits"] = InRedis(address)
        yield address
        app.extensions["domanu.limits"].client.close()
    app.extensions["domanu.limits"] = in_postgres


def test_it_works(app: Flask, url: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        knock(3)
        with pytest.raises(TooMany) as refused:
            knock(1)
    assert 55 <= refused.value.wait <= 60


def test_keys_say_whose_they_are(app: Flask, url: str) -> None:
    limit("knock", 3, MINUTE, by="alice")
    with redis.Redis.from_url(url) as client:
        keys = client.keys()
    assert [key.split(b":")[:2] for key in keys] == [[b"domanu", b"knock"]]


def test_what_was_written_before_is_kept(app: Flask, url: str) -> None:
    emit("seen")
    limit("knock", 3, MINUTE, by="alice")
    db.session.rollback()
    assert db.session.scalars(select(Event.name)).all() == ["seen"]


def test_a_redis_that_is_away(app: Flask, client: Client) -> None:
    """Met like a database that is away."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = f"redis://127.0.0.1:{nobody.getsockname()[1]}/0"
        in_postgres, app.extensions["domanu.limits"] = app.extensions["domanu.limits"], InRedis(away)
        try:
            answer = client.submit("/sign-in", email="mei@example.org", password="seven green bicycles")
        finally:
            app.extensions["domanu.limits"] = in_postgres
    assert answer.status_code == 503
    assert "try again in a minute" in answer.text
