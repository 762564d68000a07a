"""A connection as a request takes it from the pool: alive, and without a transaction if it only wants to read.

At READ COMMITTED each statement sees what was committed when it began, in a transaction or not. So a page that only
reads does without BEGIN and COMMIT, each of which costs as much as a small statement. Before the first statement that
may do more than read, the transaction begins.
"""

from __future__ import annotations

from typing import Any

import psycopg
from flask import has_request_context, request
from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

READING = frozenset({"GET", "HEAD"})
EFFECTS = ("FOR ", "INTO ", "PG_", "CONFIG(", "TVAL(")
"""What a SELECT with effects has in it: rows locked, a table made, advisory locks, settings, sequences."""


def listen(engine: Engine, *, has_pooler: bool) -> None:
    """Behind a pooler each transaction brings its limits along, so there must be one."""
    event.listen(engine, "checkout", _refuse_dead)
    if not has_pooler:
        event.listen(engine, "checkout", _begin_reading)


class WatchfulCursor(psycopg.Cursor[Any]):
    """Every statement comes by here. A listener to SQLAlchemy's events would cost a page a twentieth."""

    def execute(self, query: Any, *values: Any, **how: Any) -> WatchfulCursor:
        _begin_unless(self.connection, only_reads=only_reads(query))
        return super().execute(query, *values, **how)

    def executemany(self, *arguments: Any, **how: Any) -> None:
        _begin_unless(self.connection, only_reads=False)
        super().executemany(*arguments, **how)


def only_reads(statement: Any) -> bool:
    """Rather no than wrongly yes: then there is a transaction, which does no harm."""
    if not isinstance(statement, str) or not statement.startswith("SELECT"):
        return False
    capitals = statement.upper()
    return not any(effect in capitals for effect in EFFECTS)


def _refuse_dead(connection: psycopg.Connection, *_more: Any) -> None:
    """A server that went away has said so, or at least hung up. The first look reads its words, the second that."""
    try:
        connection.pgconn.consume_input()
        connection.pgconn.consume_input()
    except psycopg.OperationalError as problem:
        raise DisconnectionError from problem


def _begin_reading(connection: psycopg.Connection, *_more: Any) -> None:
    wanted = has_request_context() and request.method in READING
    if connection.autocommit != wanted:
        connection.autocommit = wanted


def _begin_unless(connection: psycopg.Connection, *, only_reads: bool) -> None:
    if connection.autocommit and not only_reads:
        connection.autocommit = False
