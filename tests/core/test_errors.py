from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, abort
from redis import ConnectionError as NoRedis
from redis import TimeoutError as SlowRedis
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from domanu import create_app
from domanu.core.db import db
from domanu.core.errors import PROBLEMS
from domanu.core.limits import TooMany
from tests.support.client import HX, Client
from tests.support.database import config_for
from tests.support.people import Person


@pytest.fixture(scope="module")
def broken_app(the_app: Flask, template_url: URL, instance: Path) -> Iterator[Flask]:
    """A site of its own, with addresses that go wrong in every way."""
    app = create_app(config_for(template_url, instance))
    app.test_client_class = Client
    app.config["PROPAGATE_EXCEPTIONS"] = False
    views: dict[str, Callable[..., str]] = {
        "divide": lambda: str(1 // 0),
        "abort/<int:code>": abort,
        "often": lambda: _raise(TooMany(200)),
        "gone": lambda: _raise(OperationalError("SELECT", {}, Exception("connection refused"))),
        "no-redis": lambda: _raise(NoRedis("connection refused")),
        "slow-redis": lambda: _raise(SlowRedis("no answer")),
        "invalid": lambda: str(db.session.execute(text("SELECT 1/0"))),
    }
    for path, view in views.items():
        app.add_url_rule(f"/broken/{path}", path, view)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def broken(broken_app: Flask) -> Client:
    return broken_app.test_client()  # type: ignore[return-value]


def _raise(problem: Exception) -> str:
    raise problem


@pytest.mark.parametrize("code", [code for code in PROBLEMS if code != 503])
def test_pages_in_the_sites_look(broken: Client, code: int) -> None:
    answer = broken.get(f"/broken/abort/{code}")
    assert answer.status_code == code
    assert PROBLEMS[code].title in answer.text
    assert 'class="masthead"' in answer.text


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("divide", 500),
        ("invalid", 500),
        ("often", 429),
        ("gone", 503),
        ("no-redis", 503),
        ("slow-redis", 503),
        ("abort/418", 418),
    ],
)
def test_whatever_goes_wrong(broken: Client, path: str, code: int) -> None:
    answer = broken.get(f"/broken/{path}")
    assert answer.status_code == code
    assert 'class="masthead"' in answer.text
    assert "Traceback" not in answer.text


def test_too_often_says_when_to_come_back(broken: Client) -> None:
    answer = broken.get("/broken/often")
    assert answer.headers["Retry-After"] == "200"
    assert "Try again in 4 minutes." in answer.text


def test_htmx_is_told_in_the_status_region(broken: Client) -> None:
    answer = broken.get("/broken/often", headers=HX)
    assert answer.status_code == 429
    assert "<main" not in answer.text
    assert "a little too often" in answer.text
    assert answer.headers["HX-Retarget"] == "#status"


def test_wrong_method_says_which_are_right(client: Client) -> None:
    answer = client.get("/sign-out")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_too_large(client: Client) -> None:
    answer = client.post("/register", data={"first_name": "M" * 11_000_000})
    assert answer.status_code == 413
    assert PROBLEMS[413].title in answer.text


def test_signed_in_reader_stays_signed_in(client: Client, alice: Person) -> None:
    client.sign_in(alice.id)
    assert client.get("/nowhere").status_code == 404
    assert client.get("/account").status_code == 200


def test_the_database_is_away_from_whoever_is_signed_in(template_url: URL, instance: Path) -> None:
    """Who they are cannot be found out either, and the page does not ask once more."""
    app = create_app(config_for(template_url.set(query={"host": "/nowhere"}), instance))
    app.test_client_class = Client
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "x" * 43
    answer = client.get("/favourites")
    assert answer.status_code == 503
    assert PROBLEMS[503].title in answer.text
