from __future__ import annotations

import multiprocessing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.config import ROOT
from domanu.core.db import Base
from domanu.core.health import newest_migration
from tests.support.database import config_for, database, server_url
from tests.support.patience import PATIENCE


def test_both_directions(tmp_path: Path) -> None:
    with database(server_url()) as url:
        app = create_app(config_for(url, tmp_path))
        engine = create_engine(url)
        with app.app_context():
            assert app.test_client().get("/readyz").status_code == 503
            upgrade()
            with engine.connect() as connection:
                assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
            assert app.test_client().get("/readyz").json == {"ready": True, "problem": None}
            downgrade(revision="base")
            assert inspect(engine).get_table_names() == ["alembic_version"]
            upgrade()
            app.extensions["sqlalchemy"].engine.dispose()
        engine.dispose()


def test_several_nodes_at_once(tmp_path: Path) -> None:
    """They take turns: without, two make the same tables at the same time, and all but one fail."""
    spawn, nodes = multiprocessing.get_context("spawn"), 2
    with database(server_url()) as url:
        start = spawn.Barrier(nodes)
        running = [spawn.Process(target=_upgrade, args=(url, tmp_path, start)) for _ in range(nodes)]
        for process in running:
            process.start()
        for process in running:
            process.join(PATIENCE)
        assert [process.exitcode for process in running] == [0] * nodes


def _upgrade(url: URL, instance: Path, start: Barrier) -> None:
    with create_app(config_for(url, instance)).app_context():
        start.wait(PATIENCE)
        upgrade()


def test_one_line_of_migrations() -> None:
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1
    assert newest_migration()


@pytest.mark.parametrize(
    ("table", "columns", "indexes"),
    [
        ("users", "id email password created_at updated_at", "idx_users_email"),
        (
            "password_reset_tokens",
            "id email token expires_at is_used created_at",
            "idx_password_reset_tokens_token idx_password_reset_tokens_email idx_password_reset_tokens_expires_at",
        ),
        ("sessions", "id user_id token expires_at created_at", "idx_sessions_token idx_sessions_user_id"),
        ("profiles", "id user_id first_name last_name username designer time_zone phone address date_of_birth", ""),
    ],
)
def test_documented_columns_and_indexes(table: str, columns: str, indexes: str) -> None:
    described = Base.metadata.tables[table]
    assert set(columns.split()) <= set(described.columns.keys())
    assert set(indexes.split()) <= {index.name for index in described.indexes}
