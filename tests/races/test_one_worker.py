"""Jobs, claimed by twenty workers at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.engine import URL

from domanu.core import jobs
from domanu.core.db import db
from tests.support.races import race

WORKERS, JOBS = 20, 10
LEASE = timedelta(seconds=30)
InApp = Callable[[Callable[[], Any]], Callable[[], Any]]


@pytest.fixture
def ran(racing_app: Flask) -> list[int]:
    """Which jobs ran, in order."""
    numbers: list[int] = []

    def note(number: int) -> None:
        numbers.append(number)

    jobs.add_job(racing_app, "note", note)
    with racing_app.app_context():
        for number in range(JOBS):
            jobs.enqueue("note", number=number)
        db.session.commit()
    return numbers


def test_each_job_runs_once(racing_app: Flask, own_url: URL, in_app: InApp, ran: list[int]) -> None:
    race(own_url, "jobs", [in_app(_work)] * WORKERS)
    check_each_ran_once(racing_app, ran)


def test_twin_that_does_not_skip_locked_rows(racing_app: Flask, own_url: URL, in_app: InApp, ran: list[int]) -> None:
    with without_skipping(racing_app):
        race(own_url, "jobs", [in_app(_work)] * WORKERS)
    assert len(ran) > JOBS
    with pytest.raises(AssertionError):
        check_each_ran_once(racing_app, ran)


def test_lost_lease_drops_the_effects(racing_app: Flask, own_url: URL, in_app: InApp, ran: list[int]) -> None:
    """A worker that was taken for dead finds that another has its job: what it did is not kept twice."""
    with racing_app.app_context():
        first = jobs.claim(timedelta(0))
        assert first is not None
        while (second := jobs.claim(LEASE)) and second.id != first.id:
            pass
        assert second is not None
        jobs.perform(first)
        assert _is_waiting(first.id)
        jobs.perform(second)
        assert not _is_waiting(first.id)


def check_each_ran_once(app: Flask, ran: list[int]) -> None:
    assert Counter(ran) == dict.fromkeys(range(JOBS), 1)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(jobs.Job)) == 0


@contextmanager
def without_skipping(app: Flask) -> Iterator[None]:
    def forget(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> tuple[str, object]:
        return statement.replace("FOR UPDATE SKIP LOCKED", ""), parameters

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", forget, retval=True)
    yield
    event.remove(engine, "before_cursor_execute", forget)


def _work() -> None:
    while job := jobs.claim(LEASE):
        jobs.perform(job)


def _is_waiting(job_id: UUID) -> bool:
    return db.session.scalar(select(jobs.Job.id).where(jobs.Job.id == job_id)) is not None
