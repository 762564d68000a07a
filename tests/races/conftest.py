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
from tests.support.crowd import Crowd
from tests.support.database import database

from .booking_town import Town, build_town

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


@pytest.fixture(scope="session")
def booking_app(template_url: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One site for all races of bookings, which take some time of it each."""
    with (
        database(template_url, str(template_url.database)) as url,
        site_in(url, tmp_path_factory.mktemp("races"), DATABASE_POOL_SIZE=MOST_RUNNERS, RATE_LIMITS="false") as app,
    ):
        yield app


@pytest.fixture(scope="session")
def town(booking_app: Flask) -> Town:
    with booking_app.app_context():
        return build_town(int(MOST_RUNNERS))


@pytest.fixture
def crowd(alone: None, booking_app: Flask) -> Iterator[Crowd]:
    with Crowd(booking_app, int(MOST_RUNNERS)) as crowd:
        yield crowd
