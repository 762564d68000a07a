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
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DisconnectionError

READING = frozenset({"GET", "HEAD"})
EFFECTS = ("FOR ", "INTO ", "PG_", "CONFIG(", "VAL(")
"""What a SELECT with effects has in it: rows locked, a table made, advisory locks, settings, sequences."""


def listen(engine: Engine, *, has_pooler: bool) -> None:
    """Behind a pooler each transaction brings its limits along, so there must be one."""
    event.listen(engine, "checkout", _refuse_dead)
    if not has_pooler:
        event.listen(engine, "checkout", _begin_reading)
        event.listen(engine, "before_cursor_execute", _begin_writing)


def only_reads(statement: str) -> bool:
    """Rather no than wrongly yes: then there is a transaction, which does no harm."""
    if not statement.startswith("SELECT"):
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


def _begin_writing(connection: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
    used: Any = connection.connection.dbapi_connection
    if used.autocommit and not only_reads(statement):
        used.autocommit = False
