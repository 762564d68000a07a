"""Races: everybody is let go at the same instant, from within the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import psycopg
from flask import Flask
from psycopg import sql
from sqlalchemy import event
from sqlalchemy.engine import URL

from domanu.core.db import db
from domanu.localdb.processes import wait_until

T = TypeVar("T")
GATHERING_SECONDS = 4  # a statement waits for a lock for 5 s at most


def race(url: URL, table: str, runners: Sequence[Callable[[], T]], mode: str = "SHARE") -> list[T | Exception]:
    """Run all at once, each in a thread of its own; answer what each returned or raised.

    They gather before a lock on the table that they are about to write, so that all of them meet whatever the machine
    does in between. Under an `EXCLUSIVE` one also those gather who are about to lock a row of it.
    """
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with (
        ThreadPoolExecutor(len(runners)) as pool,
        psycopg.connect(plain) as gate,
        psycopg.connect(plain, autocommit=True) as watch,
    ):
        gate.execute(sql.SQL("LOCK TABLE {} IN {} MODE").format(sql.Identifier(table), sql.SQL(mode)))
        running = [pool.submit(_run, runner) for runner in runners]
        wait_until(lambda: _waiting(watch, table) >= len(runners), GATHERING_SECONDS)
        gate.rollback()
        return [one.result() for one in running]


@contextmanager
def without(app: Flask, *guards: str) -> Iterator[None]:
    """The same statements, which no longer ask for this."""

    def forget(_c: object, _cursor: object, statement: str, parameters: object, *_: object) -> tuple[str, object]:
        for guard in guards:
            statement = statement.replace(guard, "")
        return statement, parameters

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", forget, retval=True)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", forget)


def _run(runner: Callable[[], T]) -> T | Exception:
    try:
        return runner()
    except Exception as problem:  # noqa: BLE001 - what went wrong is part of the outcome
        return problem


def _waiting(watch: psycopg.Connection, table: str) -> int:
    statement = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
    row = watch.execute(statement, (table,)).fetchone()
    return int(row[0]) if row else 0
