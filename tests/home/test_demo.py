from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.auth.operations.accounts import user_exists
from tests.support.database import config_for


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
