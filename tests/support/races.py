"""Races: everybody is let go at the same instant, from within the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from domanu.localdb.processes import wait_until

T = TypeVar("T")
GATHERING_SECONDS = 4  # a statement waits for a lock for 5 s at most


def race(url: URL, table: str, runners: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Run all at once, each in a thread of its own; answer what each returned or raised.

    They gather before a lock on the table that they are about to write, so that all of them meet whatever the machine
    does in between.
    """
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with (
        ThreadPoolExecutor(len(runners)) as pool,
        psycopg.connect(plain) as gate,
        psycopg.connect(plain, autocommit=True) as watch,
    ):
        gate.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))
        running = [pool.submit(_run, runner) for runner in runners]
        wait_until(lambda: _waiting(watch, table) >= len(runners), GATHERING_SECONDS)
        gate.rollback()
        return [one.result() for one in running]


def _run(runner: Callable[[], T]) -> T | Exception:
    try:
        return runner()
    except Exception as problem:  # noqa: BLE001 - what went wrong is part of the outcome
        return problem


def _waiting(watch: psycopg.Connection, table: str) -> int:
    statement = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
    row = watch.execute(statement, (table,)).fetchone()
    return int(row[0]) if row else 0
