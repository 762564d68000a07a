from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort
from psycopg.errors import SerializationFailure
from psycopg.pq import TransactionStatus
from sqlalchemy import func, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from domanu import create_app
from domanu.config import ROOT
from domanu.core import transaction
from domanu.core.connections import only_reads
from domanu.core.db import db
from domanu.core.events import Event, emit
from tests.support.database import config_for, database

NONE, OPEN = TransactionStatus.IDLE, TransactionStatus.INTRANS
HARMLESS = set(
    """
    any array btrim ceil clock_timestamp coalesce count current_date date extract jsonb_agg jsonb_build_array least
    lower make_interval max min now nullif power random similarity timezone trim ts_rank tstzrange unnest upper
    """.split()
)
MORE_THAN_READING = """
    INSERT INTO events (id, name, data) VALUES (gen_random_uuid(), 'x', '{}')
    WITH made AS (DELETE FROM events RETURNING id) SELECT id FROM made
    SELECT id FROM users FOR UPDATE
    SELECT id FROM users FOR NO KEY UPDATE SKIP LOCKED
    SELECT id FROM users for share
    SELECT pg_advisory_xact_lock(1)
    SELECT set_config('domanu.x', '1', true)
    SELECT nextval('anything')
    SELECT 1 AS one INTO TEMP ones
    select 1
    /* first */ SELECT 1
    (SELECT 1)
    SAVEPOINT one
    LOCK TABLE users
    SET LOCAL lock_timeout = '1s'
"""


@pytest.fixture(scope="module")
def own_app(the_app: Flask, template_url: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One that commits, and has a single connection for everybody."""
    with database(template_url, str(template_url.database)) as url:
        app = create_app(config_for(url, tmp_path_factory.mktemp("one"), DATABASE_POOL_SIZE="1"))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def ask(app: Flask, view: Callable[[], Any], method: str = "GET") -> Any:
    """As a request does it; what the view answers is taken aside."""
    kept = []

    def answer() -> str:
        kept.append(view())
        return ""

    with app.test_request_context(method=method):
        transaction.run(answer)
    return kept[-1]


def state() -> TransactionStatus:
    used: Any = db.session.connection().connection.dbapi_connection
    return TransactionStatus(used.info.transaction_status)


def read() -> TransactionStatus:
    db.session.scalar(select(func.count()).select_from(Event))
    return state()


def read_and_write() -> TransactionStatus:
    assert read() == NONE
    emit("seen")
    return state()


def events(app: Flask) -> int:
    return ask(app, lambda: db.session.scalar(select(func.count()).select_from(Event)))  # type: ignore[no-any-return]


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "PATCH"])
def test_only_reading_needs_no_transaction(own_app: Flask, method: str) -> None:
    """They all have the same connection, one after the other."""
    assert ask(own_app, read, method) == (NONE if method in {"GET", "HEAD"} else OPEN)


def test_outside_a_request_there_is_one(own_app: Flask) -> None:
    ask(own_app, read)
    assert read() == OPEN
    db.session.rollback()


@pytest.mark.parametrize("statement", MORE_THAN_READING.strip().split("\n"))
def test_what_may_do_more_has_one(own_app: Flask, statement: str) -> None:
    assert not only_reads(statement.strip())
    assert not only_reads(f"\n{statement}")


def test_a_lock_is_held(own_app: Flask) -> None:
    def lock() -> TransactionStatus:
        assert read() == NONE
        db.session.execute(select(Event.id).with_for_update())
        return state()

    assert ask(own_app, lock) == OPEN


def test_it_writes_after_it_has_read(own_app: Flask) -> None:
    before = events(own_app)
    assert ask(own_app, read_and_write) == OPEN
    assert events(own_app) == before + 1


def test_many_rows_at_once_have_one(own_app: Flask) -> None:
    def write() -> TransactionStatus:
        used: Any = db.session.connection().connection.dbapi_connection
        assert used.autocommit
        used.cursor().executemany("SELECT %s::int", [(1,), (2,)])
        return state()

    assert ask(own_app, write) == OPEN


def test_what_fails_leaves_nothing(own_app: Flask) -> None:
    def fail() -> None:
        read_and_write()
        abort(404)

    before = events(own_app)
    with pytest.raises(Exception, match="404"):
        ask(own_app, fail)
    assert events(own_app) == before


def test_a_part_can_be_taken_back(own_app: Flask) -> None:
    def take_back() -> TransactionStatus:
        assert read() == NONE
        with db.session.begin_nested() as part:
            emit("taken back")
            part.rollback()
        emit("kept")
        return state()

    before = events(own_app)
    assert ask(own_app, take_back) == OPEN
    assert events(own_app) == before + 1


def test_it_is_tried_again_from_the_beginning(own_app: Flask) -> None:
    tries = []

    def fail_once() -> None:
        tries.append(read_and_write())
        if len(tries) == 1:
            raise OperationalError("UPDATE", {}, SerializationFailure("try again"))

    before = events(own_app)
    ask(own_app, fail_once)
    assert tries == [OPEN, OPEN]
    assert events(own_app) == before + 1


def test_behind_a_pooler_there_always_is_one(the_app: Flask, template_url: URL, tmp_path: Path) -> None:
    direct = template_url.render_as_string(hide_password=False) + "&x=1"
    app = create_app(config_for(template_url, tmp_path, DATABASE_DIRECT_URL=direct))
    with app.app_context():
        assert ask(app, read) == OPEN
        db.engine.dispose()


def test_a_connection_that_died_is_not_used(own_app: Flask, the_app: Flask) -> None:
    """It died while nobody used it, so nobody is told."""
    pid = ask(own_app, lambda: db.session.scalar(text("SELECT pg_backend_pid()")))
    with the_app.app_context(), db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid, 2000)"), {"pid": pid})
    assert ask(own_app, read) == NONE
    assert ask(own_app, lambda: db.session.scalar(text("SELECT pg_backend_pid()"))) != pid


def test_our_statements_call_only_functions_without_effects() -> None:
    """Whoever adds one here has made sure of it, or added what it is known by to `connections.EFFECTS`."""
    sources = [file.read_text() for file in (ROOT / "domanu").rglob("*.py")]
    called = {name for source in sources for name in re.findall(r"\bfunc\.(\w+)", source)}
    assert called <= HARMLESS
    assert not any("CREATE FUNCTION" in file.read_text().upper() for file in (ROOT / "migrations").rglob("*.py"))
