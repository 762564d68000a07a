"""Notes what a request asks the database, in order, its transactions included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Connection

from domanu.core.db import db


class Noted(NamedTuple):
    statement: str
    values: dict[str, Any]


class Notes:
    """A transaction begins with its first statement, as psycopg has it."""

    def __init__(self) -> None:
        self.found: list[Noted] = []
        self.is_open = False

    def execute(self, _connection: Connection, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        if not self.is_open:
            self.found.append(Noted("BEGIN", {}))
            self.is_open = True
        for each in values if isinstance(values, list) else [values]:
            self.found.append(Noted(statement, dict(each or {})))

    def commit(self, _connection: Connection) -> None:
        self._end("COMMIT")

    def rollback(self, _connection: Connection) -> None:
        self._end("ROLLBACK")

    def _end(self, word: str) -> None:
        if self.is_open:
            self.found.append(Noted(word, {}))
            self.is_open = False


@contextmanager
def noting(app: Flask) -> Iterator[list[Noted]]:
    notes = Notes()
    with app.app_context():
        engine = db.engine
    listeners: dict[str, Callable[..., Any]] = {
        "before_cursor_execute": notes.execute,
        "commit": notes.commit,
        "rollback": notes.rollback,
    }
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield notes.found
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)
