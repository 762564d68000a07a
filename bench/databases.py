"""A scratch database for each scale, loaded anew in each run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from flask_migrate import upgrade
from psycopg import sql
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.core.db import db
from scripts.steps import step

from .loading import load
from .scale import Scale
from .site import config


@contextmanager
def loaded(server: URL, scale: Scale, *, reuse: bool = False) -> Iterator[URL]:
    """Gone afterwards, unless it is to be taken again."""
    url = server.set(database=scale.database)
    with connect(server) as keeper:
        if not (reuse and _exists(keeper, scale.database)):
            _make(keeper, scale, url)
    yield url
    if not reuse:
        with connect(server) as keeper:
            _drop(keeper, scale.database)


def _exists(keeper: psycopg.Connection, database: str) -> bool:
    return bool(keeper.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone())


def _make(keeper: psycopg.Connection, scale: Scale, url: URL) -> None:
    _drop(keeper, scale.database)
    keeper.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(scale.database)))
    with step(f"Loading {scale.name} services"):
        _migrate(url)
        with connect(url) as connection:
            load(connection, scale)


def _drop(keeper: psycopg.Connection, database: str) -> None:
    keeper.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def connect(url: URL) -> psycopg.Connection:
    """Each statement is a transaction of its own."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def _migrate(url: URL) -> None:
    app = create_app(config(url))
    with app.app_context():
        upgrade()
        db.engine.dispose()
