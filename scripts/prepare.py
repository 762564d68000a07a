"""Brings the database to the newest migration and gives an empty one its demo data."""

import logging
import sys

import click
import flask_migrate
from flask import Flask

from domanu import create_app
from domanu.config import Config
from domanu.core.db import db
from scripts.steps import step


def prepare(config: Config) -> str:
    """Return what the demo command says: the sign-ins."""
    app = create_app(config)
    logging.getLogger("domanu.requests").disabled = True  # of no interest between the steps
    with app.app_context():
        if not is_migrated(app):
            with step("Migrating the database"):
                flask_migrate.upgrade()
        said = ""
        if config.env != "prod":
            with step("Looking for demo data"):
                said = load_demo(app)
        db.engine.dispose()
    return said


def is_migrated(app: Flask) -> bool:
    return app.test_client().get("/readyz").status_code == 200  # noqa: PLR2004


def load_demo(app: Flask) -> str:
    result = app.test_cli_runner().invoke(args=["demo"], standalone_mode=False)
    if isinstance(result.exception, click.Abort):
        raise KeyboardInterrupt
    if result.exit_code:
        sys.exit(f"\nThe demo data could not be loaded: {result.output}{result.exception or ''}")
    return result.output.strip()
