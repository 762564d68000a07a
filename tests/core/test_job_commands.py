from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from domanu.core import jobs
from domanu.core.db import db
from domanu.core.jobs import Job, enqueue
from domanu.core.worker import run_due_jobs

Calls = list[int]


@pytest.fixture
def calls(app: Flask) -> Iterator[Calls]:
    """Two kinds of jobs that fail while there is nothing in this list."""
    made: Calls = []

    def work() -> None:
        if not made:
            raise ValueError("not\ntoday")
        made.append(len(made))

    jobs.add_job(app, "work", work)
    jobs.add_job(app, "tick", work, every=timedelta(minutes=5))
    yield made
    for name in ("work", "tick"):
        del app.extensions["domanu.jobs"][name]


def fail_for_good() -> None:
    db.session.execute(update(Job).values(attempts=jobs.TRIES - 1, run_at=func.now()))
    run_due_jobs()


def run(app: Flask, *words: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["jobs", *words])
    db.session.expire_all()
    return answer.exit_code, answer.output


def ids() -> list[str]:
    return [str(key) for key in db.session.scalars(select(Job.id).order_by(Job.id))]


def test_list(app: Flask, calls: Calls) -> None:
    assert run(app, "list") == (0, "No job has failed.\n")
    enqueue("work")
    fail_for_good()
    enqueue("work")
    code, said = run(app, "list")
    assert code == 0
    [line, count] = said.splitlines()
    assert line.startswith(f"{ids()[0]}  work  20")
    assert line.endswith(" UTC  ValueError: not today")
    assert count == "1 failed."


def test_retry_one(app: Flask, calls: Calls) -> None:
    enqueue("work")
    enqueue("work")
    fail_for_good()
    calls.append(0)
    first, second = ids()
    assert run_due_jobs() == 0
    assert run(app, "retry", first) == (0, "1 due again.\n")
    assert run_due_jobs() == 1
    assert ids() == [second]


def test_retry_all(app: Flask, calls: Calls) -> None:
    enqueue("work")
    enqueue("work")
    fail_for_good()
    enqueue("work", delay=timedelta(hours=1))
    assert run(app, "retry", "--all") == (0, "2 due again.\n")
    assert run_due_jobs() == 2
    assert run(app, "list")[1] == "No job has failed.\n", "they have all their tries anew"
    assert run(app, "retry", "--all") == (0, "0 due again.\n")


def test_periodic_one_is_done_once_more_beside_its_successor(app: Flask, calls: Calls) -> None:
    jobs.enqueue_periodic()
    db.session.execute(update(Job).where(Job.name != "tick").values(run_at=func.now() + timedelta(hours=1)))
    db.session.execute(update(Job).where(Job.name == "tick").values(attempts=jobs.TRIES - 1))
    run_due_jobs()
    jobs.enqueue_periodic()
    calls.append(0)
    assert run(app, "retry", "--all")[0] == 0
    assert run_due_jobs() == 2
    assert db.session.scalar(select(func.count()).where(Job.name == "tick")) == 1


@pytest.mark.parametrize("words", [[], [str(uuid4()), "--all"], ["seven"]])
def test_bad_input(app: Flask, words: list[str]) -> None:
    assert run(app, "retry", *words)[0] == 2


def test_only_what_failed(app: Flask, calls: Calls) -> None:
    enqueue("work", delay=timedelta(hours=1))
    db.session.commit()
    for key in (ids()[0], str(uuid4())):
        code, said = run(app, "retry", key)
        assert code == 1
        assert f"No failed job has the id {key}." in said
