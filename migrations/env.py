"""Migrations run on one connection of their own, past any pooler, and of several nodes one after the other."""

from __future__ import annotations

import time

from alembic import context
from sqlalchemy import Connection, create_engine, pool, text

from domanu.config import settings
from domanu.core.db import LOCK_SECONDS, Base

LOCK = 0x646F6D616E75  # "domanu"
PAUSE_SECONDS = 0.2


def wait_for_turn(connection: Connection) -> None:
    """The lock ends with the connection. It is asked for again and again, since a statement that waits for it would
    hold up a CREATE INDEX CONCURRENTLY of whoever has it."""
    while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK}):
        connection.commit()
        time.sleep(PAUSE_SECONDS)
    connection.execute(text(f"SET lock_timeout = '{LOCK_SECONDS}s'"))
    connection.commit()


def run() -> None:
    config = settings()
    address = config.database_direct_url or config.database_url
    engine = create_engine(address, poolclass=pool.NullPool)
    with engine.connect() as connection:
        wait_for_turn(connection)
        context.configure(connection=connection, target_metadata=Base.metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
