from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from domanu import create_app
from domanu.core.db import db, engine_options, new_id, release
from tests.support.database import config_for

SHOWN = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "TimeZone", "jit")


def limits() -> list[str]:
    return [db.session.execute(text(f"SHOW {name}")).scalar_one() for name in SHOWN]


@pytest.mark.parametrize("pooler", [False, True])
def test_every_transaction_has_its_limits(the_app: Flask, template_url: URL, tmp_path: Path, pooler: bool) -> None:
    """A pooler takes no start-up options, so they come with each transaction."""
    direct = {"DATABASE_DIRECT_URL": template_url.render_as_string(hide_password=False) + "&x=1"} if pooler else {}
    app = create_app(config_for(template_url, tmp_path, DATABASE_STATEMENT_TIMEOUT="7", **direct))
    with app.app_context():
        for _ in range(2):
            assert limits() == ["7s", "5s", "30s", "UTC", "off"]
            db.session.rollback()
        db.engine.dispose()


def test_no_prepared_statements_behind_a_pooler(tmp_path: Path, template_url: URL) -> None:
    behind = config_for(template_url, tmp_path, DATABASE_DIRECT_URL="postgresql+psycopg://elsewhere/x")
    assert engine_options(behind)["connect_args"]["prepare_threshold"] is None
    assert "options" not in engine_options(behind)["connect_args"]


def test_pool_is_bounded_and_does_not_wait_for_ever(the_app: Flask, template_url: URL, tmp_path: Path) -> None:
    small = config_for(template_url, tmp_path, DATABASE_POOL_SIZE="1", DATABASE_POOL_TIMEOUT="1")
    app = create_app(small)
    with app.app_context():
        with db.engine.connect(), pytest.raises(PoolTimeoutError):
            db.engine.connect()
        db.engine.dispose()


def test_lost_connections_are_noticed(the_app: Flask, template_url: URL, tmp_path: Path) -> None:
    app = create_app(config_for(template_url, tmp_path, DATABASE_POOL_SIZE="2"))
    with app.app_context():
        with db.engine.connect() as first, db.engine.connect() as second:
            pid = first.execute(text("SELECT pg_backend_pid()")).scalar_one()
            second.execute(text(f"SELECT pg_terminate_backend({pid})"))
            with pytest.raises(OperationalError):
                first.execute(text("SELECT 1"))
        for _ in range(3):
            assert db.session.execute(text("SELECT 1")).scalar_one() == 1
            release()
        db.engine.dispose()


def test_later_keys_sort_after_earlier_ones() -> None:
    keys = [new_id() for _ in range(1000)]
    assert keys == sorted(keys)
    assert {key.version for key in keys} == {7}


def test_errors_do_not_tell_what_was_typed(app: Flask) -> None:
    with pytest.raises(DBAPIError) as broken:
        db.session.execute(text("SELECT CAST(:typed AS integer), :other"), {"typed": None, "other": "s3cret\0"})
    assert "s3cret" not in str(broken.value)
