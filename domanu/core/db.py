"""The database: its base class, its pool, and what every table shares."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, Text, Uuid, event, func
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from domanu.config import Config

from . import compiling, connections

LOCK_SECONDS = 5
IDLE_SECONDS = 30


NAMES = {
    "ix": "idx_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: DateTime(timezone=True), UUID: Uuid(), str: Text()},
    )


db = SQLAlchemy(
    model_class=Base,
    session_options={"expire_on_commit": False, "join_transaction_mode": "create_savepoint"},
)


def new_id() -> UUID:
    """Version 7: later ones sort after earlier ones, which keeps the indexes compact."""
    return uuid_utils.compat.uuid7()


def first_id_at(instant: datetime) -> UUID:
    """What was made before sorts before it: a version 7 identifier begins with its milliseconds."""
    return UUID(int=int(instant.timestamp() * 1000) << 80)


class Keyed:
    """The two columns that every table has."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=90)


def release() -> None:
    """End the transaction that reading began, so that slow work holds neither a snapshot nor a connection."""
    db.session.commit()


def init_app(app: Flask, config: Config) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(config)
    db.init_app(app)
    with app.app_context():
        compiling.use(db.engine)
        connections.listen(db.engine, has_pooler=config.has_pooler)
        if config.has_pooler:
            event.listen(db.engine, "begin", _Limits(config))


def engine_options(config: Config) -> dict[str, Any]:
    connect: dict[str, Any] = {"connect_timeout": 5}
    if config.has_pooler:
        connect["prepare_threshold"] = None  # the next statement may meet another server process
    else:
        connect["cursor_factory"] = connections.WatchfulCursor
        connect["options"] = " ".join(f"-c {name}={value}" for name, value in _limits(config).items())
    return {
        "pool_size": config.database_pool_size,
        "max_overflow": 0,
        "pool_timeout": config.database_pool_timeout,
        "pool_recycle": 1800,
        "hide_parameters": True,  # errors are logged, and what people typed must not be
        "connect_args": connect,
    }


def _limits(config: Config) -> dict[str, str]:
    return {
        "statement_timeout": f"{config.database_statement_timeout}s",
        "lock_timeout": f"{LOCK_SECONDS}s",
        "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
        "TimeZone": "UTC",
        "jit": "off",
    }


class _Limits:
    """A pooler refuses start-up options, so each transaction brings its own."""

    def __init__(self, config: Config) -> None:
        calls = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in _limits(config).items())
        self.statement = f"SELECT {calls}"

    def __call__(self, connection: Connection) -> None:
        connection.exec_driver_sql(self.statement)
