"""Migrations run on one connection of their own, past any pooler."""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine, pool

from domanu.config import settings
from domanu.core.db import Base


def run() -> None:
    config = settings()
    address = config.database_direct_url or config.database_url
    engine = create_engine(address, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
