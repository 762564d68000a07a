from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import extract, func, select, update

from domanu.core import jobs
from domanu.core.db import db
from domanu.core.events import Event, emit
from domanu.core.jobs import Job, claim, enqueue, perform
from domanu.core.worker import Worker, run_due_jobs

LEASE = timedelta(seconds=30)
Calls = list[dict[str, object]]


@pytest.fixture
def calls(app: Flask) -> Iterator[Calls]:
    made: Calls = []

    def work(**arguments: object) -> None:
        made.append(arguments)
        emit("worked")
        if arguments.get("fails"):
            raise ValueError("not today")

    kinds = app.extensions["domanu.jobs"]
    jobs.add_job(app, "work", work)
    jobs.add_job(app, "tick", work, every=timedelta(minutes=5))
    jobs.add_job(app, "wait", work, is_slow=True)
    yield made
    del kinds["work"], kinds["tick"], kinds["wait"]


def waiting() -> list[Job]:
    db.session.expire_all()
    return list(db.session.scalars(select(Job).order_by(Job.id)))


def test_it_works(calls: Calls) -> None:
    enqueue("work", name="a name of its own", times=2)
    db.session.commit()
    assert run_due_jobs() == 1
    assert calls == [{"name": "a name of its own", "times": 2}]
    assert waiting() == []


def test_no_commit_no_job(calls: Calls) -> None:
    enqueue("work")
    db.session.rollback()
    assert run_due_jobs() == 0


def test_not_before_its_time(calls: Calls) -> None:
    enqueue("work", delay=timedelta(hours=1))
    assert run_due_jobs() == 0
    assert len(waiting()) == 1


def test_one_key_one_job(calls: Calls) -> None:
    enqueue("work", key="same")
    enqueue("work", key="same")
    assert run_due_jobs() == 1


def test_failure_is_put_off_and_its_effects_dropped(calls: Calls) -> None:
    enqueue("work", fails=True)
    run_due_jobs()
    [job] = waiting()
    assert job.attempts == 1
    assert job.error == "ValueError: not today"
    wait = db.session.execute(select(extract("epoch", Job.run_at - func.now()))).scalar_one()
    assert 3 < wait < 7
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


def test_waits_double_up_to_an_hour(app: Flask) -> None:
    waits = [jobs._wait(attempt).total_seconds() for attempt in range(1, 13)]
    assert 4 <= waits[0] <= 6
    assert 16 <= waits[2] <= 24
    assert 2880 <= waits[-1] <= 4320


def test_last_try_keeps_the_job_for_people_to_see(calls: Calls) -> None:
    enqueue("work", key="same", fails=True)
    db.session.execute(update(Job).values(attempts=jobs.TRIES - 1))
    run_due_jobs()
    [job] = waiting()
    assert job.failed_at is not None
    assert claim(LEASE) is None
    enqueue("work", key="same")
    assert len(waiting()) == 2


def test_dead_workers_job_is_taken_over(calls: Calls) -> None:
    enqueue("work")
    first = claim(timedelta())
    assert first is not None
    second = claim(LEASE)
    assert second is not None
    assert (second.id, second.attempts) == (first.id, 2)
    assert claim(LEASE) is None, "the lease holds"


def test_whoever_lost_the_lease_changes_nothing(calls: Calls) -> None:
    enqueue("work")
    slow = claim(timedelta())
    quick = claim(LEASE)
    assert slow is not None
    assert quick is not None
    perform(slow)
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0
    perform(quick)
    assert db.session.scalar(select(func.count()).select_from(Event)) == 1
    assert waiting() == []


def test_job_that_kills_its_workers_ends(calls: Calls) -> None:
    enqueue("work")
    db.session.execute(update(Job).values(attempts=jobs.TRIES))
    run_due_jobs()
    assert calls == []
    assert waiting()[0].failed_at is not None


def test_what_is_slow_takes_one_thread_and_no_more(calls: Calls, app: Flask) -> None:
    """Else a few addresses that answer slowly would keep all mails waiting."""
    for name in ("wait", "wait", "work"):
        enqueue(name)
    db.session.commit()
    worker = Worker(app, threads=2)
    taken = [worker._choose() for _ in range(3)]
    assert [job and job.name for job in taken] == ["wait", "work", None]
    assert taken[0] is not None
    worker.running.pop(taken[0].id)
    following = worker._choose()
    assert following is not None
    assert following.name == "wait"


def test_kept_lease(calls: Calls) -> None:
    enqueue("work")
    mine = claim(timedelta())
    assert mine is not None
    jobs.renew([mine.id], LEASE)
    assert claim(LEASE) is None


def test_periodic(calls: Calls) -> None:
    jobs.enqueue_periodic()
    jobs.enqueue_periodic()
    run_due_jobs()
    assert len(calls) == 1
    assert run_due_jobs() == 0
    [tick] = [job for job in waiting() if job.name == "tick"]
    assert tick.attempts == 0
    jobs.renew([tick.id], timedelta(seconds=-1))
    assert run_due_jobs() == 0
    db.session.execute(update(Job).values(run_at=func.now()))
    run_due_jobs()
    assert len(calls) == 2


def test_periodic_one_that_failed_for_good_comes_back(calls: Calls) -> None:
    jobs.enqueue_periodic()
    db.session.execute(update(Job).values(failed_at=func.now(), key=None))
    jobs.enqueue_periodic()
    run_due_jobs()
    assert len(calls) == 1
