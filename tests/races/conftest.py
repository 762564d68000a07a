from __future__ import annotations

from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy.engine import URL

from domanu.config import ROOT
from tests.support.apps import site_in

T = TypeVar("T")
MOST_RUNNERS = "50"


@pytest.fixture
def alone() -> Iterator[None]:
    """One race at a time on this server: each wants as many connections as it has runners."""
    with (ROOT / "instance" / "races.lock").open("a") as lock:
        flock(lock, LOCK_EX)
        yield


@pytest.fixture
def racing_app(alone: None, committing_app: Flask) -> Flask:
    return committing_app


@pytest.fixture
def committing_app(own_url: URL, tmp_path: Path) -> Iterator[Flask]:
    """A connection for each runner, and nobody is told to come back later."""
    with site_in(own_url, tmp_path, DATABASE_POOL_SIZE=MOST_RUNNERS, RATE_LIMITS="false") as app:
        yield app


@pytest.fixture
def in_app(racing_app: Flask) -> Callable[[Callable[[], T]], Callable[[], T]]:
    """Wrap what a runner does in an app context of its own."""

    def wrap(work: Callable[[], T]) -> Callable[[], T]:
        def run() -> T:
            with racing_app.app_context():
                return work()

        return run

    return wrap
