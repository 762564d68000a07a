"""Many at once, round after round: threads, connections and the database stay, so that a round takes no time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any, Self

from flask import Flask
from sqlalchemy import text

from domanu.core.db import db
from tests.support.patience import PATIENCE

Work = Callable[[], Any]
OVERLAP = "ex_time_claims_overlap"


class Crowd:
    def __init__(self, app: Flask, size: int) -> None:
        self.app = app
        self.size = size
        self.pool = ThreadPoolExecutor(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.pool.shutdown()

    def rush(self, works: list[Work]) -> list[Any]:
        """What each returned, or raised. Each is a transaction, as a request is."""
        barrier = Barrier(len(works))

        def run(work: Work) -> Any:
            with self.app.app_context():
                barrier.wait(PATIENCE)
                try:
                    outcome = work()
                    db.session.commit()
                except Exception as problem:  # noqa: BLE001 - what went wrong is part of the outcome
                    db.session.rollback()
                    return problem
                return outcome

        return list(self.pool.map(run, works))


@contextmanager
def allowed_to_overlap(app: Flask) -> Iterator[None]:
    """The database does not see to it that no two claims overlap. What is claimed meanwhile is gone afterwards."""
    with app.app_context():
        meaning = text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")
        definition = db.session.scalar(meaning, {"name": OVERLAP})
        _do(f"ALTER TABLE time_claims DROP CONSTRAINT {OVERLAP}")
    try:
        yield
    finally:
        with app.app_context():
            _do("DELETE FROM time_claims", f"ALTER TABLE time_claims ADD CONSTRAINT {OVERLAP} {definition}")


def _do(*statements: str) -> None:
    for statement in statements:
        db.session.execute(text(statement))
    db.session.commit()
