"""The site within the test process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.core.db import db
from tests.support.client import Client
from tests.support.database import config_for


class _Compiled(BytecodeCache):
    """Templates are the same for every site of a process, and take long to compile."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


@contextmanager
def site_in(url: URL, instance: Path, **settings: str) -> Iterator[Flask]:
    app = create_app(config_for(url, instance, **settings))
    app.test_client_class = Client
    app.jinja_env.bytecode_cache = COMPILED
    with app.app_context():
        engine = db.engine
    try:
        yield app
    finally:
        engine.dispose()


@contextmanager
def taken_back(app: Flask) -> Iterator[Flask]:
    """Whatever is committed meanwhile is rolled back: the engine is one connection in one open transaction."""
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
