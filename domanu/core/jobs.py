"""Jobs live in the database and are enqueued in the transaction that wants them: no commit, no job.

Whoever claims a job takes a lease on it by moving `run_at` ahead. The job's row is deleted in the transaction of its
own effects, so they happen once; a worker that dies lets its leases run out, and another one takes over.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import Index, Interval, Text, Uuid, bindparam, delete, func, select, text, true, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from .db import Base, Keyed, db, new_id

TRIES = 36  # over a day, since a mail server may be away for a night
LONGEST_WAIT = timedelta(hours=1)


class Job(Keyed, Base):
    __tablename__ = "jobs"
    __table_args__ = (Index("idx_jobs_due", "run_at", postgresql_where=text("failed_at IS NULL")),)

    name: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    key: Mapped[str | None] = mapped_column(unique=True)
    run_at: Mapped[datetime] = mapped_column(server_default=func.now())
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    error: Mapped[str | None]
    failed_at: Mapped[datetime | None]


ENQUEUED = text("""
INSERT INTO jobs (id, name, arguments, key, run_at)
SELECT each.id, :name, each.told, each.key, now() + :delay FROM unnest(:ids, :keys, :told) AS each(id, key, told)
ON CONFLICT (key) DO NOTHING
""").bindparams(
    bindparam("ids", type_=ARRAY(Uuid())),
    bindparam("keys", type_=ARRAY(Text())),
    bindparam("told", type_=ARRAY(JSONB())),
    bindparam("delay", type_=Interval()),
)


class Kind(NamedTuple):
    function: Callable[..., None]
    every: timedelta | None = None
    is_slow: bool = False


class Claim(NamedTuple):
    id: UUID
    name: str
    arguments: dict[str, Any]
    attempts: int
    key: str | None


class LeaseLost(Exception):
    """Another worker has taken this job over: this one's effects are dropped."""


def init_app(app: Flask) -> None:
    app.extensions["domanu.jobs"] = {}


def add_job(
    app: Flask, name: str, function: Callable[..., None], every: timedelta | None = None, *, is_slow: bool = False
) -> None:
    """`every` makes it periodic: the worker puts it into the queue by itself. What is slow, since it waits for others,
    has one thread of a worker at most, whatever its kind: the rest is for all else."""
    app.extensions["domanu.jobs"][name] = Kind(function, every, is_slow)


def enqueue(name: str, /, *, key: str | None = None, delay: timedelta = timedelta(), **arguments: Any) -> None:
    """While a job with this `key` waits, no second one joins it."""
    enqueue_all(name, [(key, arguments)], delay=delay)


def enqueue_all(
    name: str, each: Sequence[tuple[str | None, dict[str, Any]]], *, delay: timedelta = timedelta()
) -> None:
    """One for each pair of a key and arguments, in one statement."""
    columns = {"ids": [new_id() for _ in each], "keys": [key for key, _ in each], "told": [told for _, told in each]}
    db.session.execute(ENQUEUED, columns | {"name": name, "delay": delay})


def enqueue_periodic() -> None:
    for name, kind in _kinds().items():
        if kind.every is not None:
            enqueue(name, key=f"periodic:{name}")


def is_slow(name: str) -> bool:
    return name in _slow()


def claim(lease: timedelta, *, only_quick: bool = False) -> Claim | None:
    wanted = (Job.failed_at.is_(None), Job.run_at <= func.now(), *((Job.name.not_in(_slow()),) if only_quick else ()))
    due = (
        select(Job.id).where(*wanted).order_by(Job.run_at).limit(1).with_for_update(skip_locked=True).scalar_subquery()
    )
    taken = {"run_at": func.now() + lease, "attempts": Job.attempts + 1}
    statement = update(Job).where(Job.id == due).values(taken).execution_options(synchronize_session=False)
    row = db.session.execute(statement.returning(Job.id, Job.name, Job.arguments, Job.attempts, Job.key)).first()
    db.session.commit()
    return Claim(*row) if row else None


def renew(ids: list[UUID], lease: timedelta) -> None:
    """A periodic job that has just ended has no attempts, and keeps the time of its next turn."""
    running = (Job.id.in_(ids), Job.attempts > 0)
    db.session.execute(update(Job).where(*running).values(run_at=func.now() + lease))
    db.session.commit()


def perform(job: Claim) -> None:
    """Run it; its effects and its end are one transaction."""
    if job.attempts > TRIES:
        _put_off(job, RuntimeError("every try ended with the death of its worker"))
        return
    try:
        kind = _kinds()[job.name]
        kind.function(**job.arguments)
        _finish(job, kind)
        db.session.commit()
    except LeaseLost:
        db.session.rollback()
        current_app.logger.warning("job lost its lease", extra={"job": job.name})
    except Exception as problem:
        db.session.rollback()
        current_app.logger.exception("job failed", extra={"job": job.name, "attempts": job.attempts})
        _put_off(job, problem)


def failed_jobs() -> Sequence[Job]:
    """Those that nobody takes any longer, by the time they were enqueued."""
    return db.session.scalars(select(Job).where(Job.failed_at.is_not(None)).order_by(Job.id)).all()


def retry_failed(job_id: UUID | None = None) -> int:
    """All of them, or this one; answer how many."""
    failed = (Job.failed_at.is_not(None), Job.id == job_id if job_id else true())
    anew = {"failed_at": None, "attempts": 0, "run_at": func.now()}
    return len(db.session.scalars(update(Job).where(*failed).values(anew).returning(Job.id)).all())


def _slow() -> frozenset[str]:
    return frozenset(name for name, kind in _kinds().items() if kind.is_slow)


def _kinds() -> dict[str, Kind]:
    kinds: dict[str, Kind] = current_app.extensions["domanu.jobs"]
    return kinds


def _finish(job: Claim, kind: Kind) -> None:
    mine = (Job.id == job.id, Job.attempts == job.attempts)
    if kind.every is None or job.key is None:  # a periodic one without its key has failed, and has a successor
        ended = db.session.execute(delete(Job).where(*mine).returning(Job.id))
    else:
        again = {"run_at": func.now() + kind.every, "attempts": 0, "error": None}
        ended = db.session.execute(update(Job).where(*mine).values(again).returning(Job.id))
    if ended.first() is None:
        raise LeaseLost


def _put_off(job: Claim, problem: Exception) -> None:
    mine = (Job.id == job.id, Job.attempts == job.attempts)
    error = f"{type(problem).__name__}: {problem}"[:500]
    change: dict[str, Any] = {"error": error, "run_at": func.now() + _wait(job.attempts)}
    if job.attempts >= TRIES:
        change |= {"failed_at": func.now(), "key": None}
    db.session.execute(update(Job).where(*mine).values(change))
    db.session.commit()


def _wait(attempts: int) -> timedelta:
    """Doubling, with some chance in it, so that what failed together does not come back together."""
    first: int = current_app.extensions["domanu.config"].job_retry_seconds
    return min(timedelta(seconds=first * 2 ** (attempts - 1)), LONGEST_WAIT) * random.uniform(0.8, 1.2)  # noqa: S311
