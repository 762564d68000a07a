"""Databases for tests: a migrated template for each test process, and copies of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from flask_migrate import upgrade
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from domanu import create_app, localdb
from domanu.config import ROOT, Config, load

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def server_url() -> URL:
    """The server that DATABASE_URL names, or a private one that forgets what a power cut would lose."""
    given = os.environ.get("DATABASE_URL")
    return make_url(given or localdb.ensure(ROOT / "instance" / "test", settings=FAST, database="domanu_test"))


def config_for(url: URL, instance: Path, **settings: str) -> Config:
    address = url.render_as_string(hide_password=False)
    given = {"ENV": "test", "DATABASE_URL": address, "INSTANCE_PATH": str(instance), "BCRYPT_ROUNDS": "4"}
    fixed = {
        "SECRET_KEY": "not a secret, since only tests use it",
        "BASE_URL": "http://localhost",
        "LOG_LEVEL": "error",
    }
    return load(given | fixed | settings)


@contextmanager
def migrated_database(instance: Path) -> Iterator[URL]:
    server = server_url()
    with database(server) as url:
        app = create_app(config_for(url, instance))
        with app.app_context():
            upgrade()
            app.extensions["sqlalchemy"].engine.dispose()
        yield url


@contextmanager
def database(server: URL, template: str = "template1") -> Iterator[URL]:
    """A database of one's own, gone afterwards."""
    name = f"domanu_test_{uuid4().hex[:12]}"
    with _connect(server) as connection:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield server.set(database=name)
    finally:
        with _connect(server) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _connect(server: URL) -> psycopg.Connection:
    plain = server.set(drivername="postgresql", database="postgres")
    return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)
