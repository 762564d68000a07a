"""`/healthz`: this process lives. `/readyz`: and its database is reachable and migrated."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from domanu.config import ROOT

from .db import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    return jsonify(alive=True)


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    problem = _problem()
    return jsonify(ready=problem is None, problem=problem), 503 if problem else 200


def _problem() -> str | None:
    try:
        found = db.session.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    except SQLAlchemyError:
        db.session.rollback()
        return "the database cannot be reached, or was never migrated"
    return None if newest_migration() in found else "the database is not at the newest migration: run flask db upgrade"


@cache
def newest_migration(folder: Path = ROOT / "migrations") -> str | None:
    return ScriptDirectory(str(folder)).get_current_head()
