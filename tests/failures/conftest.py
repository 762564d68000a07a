from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.auth import create_user
from domanu.auth.passwords import UNUSABLE
from domanu.core.db import db
from domanu.core.jobs import Job
from domanu.core.limits import RateLimit
from tests.support.database import config_for
from tests.support.own_server import OwnServer, own_server
from tests.support.post_office import PostOffice, post_office

QUICK_JOBS = {"JOB_LEASE_SECONDS": "3", "JOB_RETRY_SECONDS": "1", "RATE_LIMITS": "false", "WEB_CONCURRENCY": "1"}


class Books:
    """What a test writes into the database, and reads there."""

    def register(self, email: str) -> None:
        create_user(email, UNUSABLE, first_name="Mei")
        db.session.commit()

    @property
    def has_request_in_hand(self) -> bool:
        """The limits are counted first."""
        counted = db.session.scalar(select(func.count()).select_from(RateLimit))
        db.session.rollback()
        return bool(counted)

    @property
    def is_done(self) -> bool:
        return not self.attempts

    @property
    def attempts(self) -> list[int]:
        """How often each waiting job was begun."""
        begun = list(db.session.scalars(select(Job.attempts).where(Job.name == "deliver")))
        db.session.rollback()
        return begun


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OwnServer]:
    with own_server(tmp_path) as server:
        yield server


@pytest.fixture
def settings(office: PostOffice) -> dict[str, str]:
    """Jobs are tried again soon, so that a test need not wait."""
    return QUICK_JOBS | office.settings


@pytest.fixture
def books(own_url: URL, tmp_path: Path) -> Iterator[Books]:
    app = create_app(config_for(own_url, tmp_path))
    with app.app_context():
        yield Books()
        db.session.remove()
        db.engine.dispose()
