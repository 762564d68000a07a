"""A PostgreSQL that a test may kill, because nobody else works with it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from flask_migrate import upgrade
from sqlalchemy.engine import URL, make_url

from domanu import create_app
from domanu.config import ROOT
from domanu.core.db import db
from domanu.localdb import LocalDatabaseError, server
from domanu.localdb.cluster import make_cluster
from domanu.localdb.place import Place, settle
from domanu.localdb.processes import send_signal, wait_until
from tests.support.database import config_for
from tests.support.patience import PATIENCE

# Commits wait for the write-ahead log, as in production; only a power cut, which no test here makes, would lose them.
QUICK = ("fsync=off",)


@dataclass(frozen=True)
class OwnServer:
    place: Place

    @property
    def url(self) -> URL:
        return make_url(f"postgresql+psycopg://postgres@/postgres?host={self.place.sockets}&port=5432")

    def start(self) -> None:
        server.start(self.place, QUICK)

    def kill(self) -> None:
        pid = server.postmaster(self.place)
        assert pid
        send_signal(pid, signal.SIGKILL)
        assert wait_until(lambda: not server.postmaster(self.place), PATIENCE)


@contextmanager
def own_server(instance: Path) -> Iterator[OwnServer]:
    """Running and migrated; its folder lies where the account that it runs under may go."""
    named = ROOT / "instance" / f"test-{uuid4().hex[:12]}" / "postgres"
    named.parent.mkdir()
    try:
        own = OwnServer(_settle(named))
        try:
            make_cluster(own.place, durable=False)
            own.start()
            _migrate(own.url, instance)
            yield own
        finally:
            server.stop(own.place)
            _remove(own.place, named.parent)
    finally:
        shutil.rmtree(named.parent)


def _settle(named: Path) -> Place:
    try:
        return settle(named)
    except LocalDatabaseError as problem:
        pytest.skip(f"DATABASE_URL names a server that is not ours to kill, and this machine has no other: {problem}")


def _migrate(url: URL, instance: Path) -> None:
    app = create_app(config_for(url, instance))
    with app.app_context():
        upgrade()
        db.engine.dispose()


def _remove(place: Place, folder: Path) -> None:
    """Its data may lie elsewhere, where that account may read."""
    with suppress(OSError):
        place.sockets.rmdir()
    if not place.folder.is_relative_to(folder):
        shutil.rmtree(place.folder.parent)
