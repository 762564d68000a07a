from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy import update
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.auth.models import User
from domanu.auth.operations.accounts import user_exists
from domanu.core.db import db
from tests.support.database import config_for
from tests.support.people import Person


def test_people_to_sign_in_as(app: Flask) -> None:
    for _ in range(2):
        result = app.test_cli_runner().invoke(args=["demo"])
        assert "stella@example.org" in result.output
    assert user_exists("stella@example.org")


def test_production_does_not_get_them(the_app: Flask, template_url: URL, tmp_path: Path) -> None:
    fixed = {"BASE_URL": "https://market.example.org", "MAIL_SERVER": "localhost"}
    app = create_app(config_for(template_url, tmp_path, ENV="prod", **fixed))
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code != 0
    assert "production" in result.output


def test_only_into_an_empty_database(app: Flask, charlie: Person) -> None:
    assert "people of its own" in app.test_cli_runner().invoke(args=["demo"]).output
    assert not user_exists("stella@example.org")


def test_one_that_changed_the_address_is_not_made_again(app: Flask) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=["demo"])
    db.session.execute(update(User).where(User.email == "dora@example.org").values(email="d@example.org"))
    result = runner.invoke(args=["demo"])
    assert result.exit_code == 0
    assert "dora@example.org" not in result.output
    assert "stella@example.org" in result.output
