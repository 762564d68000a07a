from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, abort
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from domanu.core.db import db
from domanu.core.errors import PROBLEMS
from domanu.core.limits import TooMany
from tests.support.client import HX, Client
from tests.support.people import Person


@pytest.fixture
def broken(app: Flask) -> Iterator[Client]:
    """A site with addresses that go wrong in every way."""
    app._got_first_request = False
    views: dict[str, Callable[..., str]] = {
        "divide": lambda: str(1 // 0),
        "abort": abort,
        "often": lambda: _raise(TooMany(200)),
        "gone": lambda: _raise(OperationalError("SELECT", {}, Exception("connection refused"))),
        "invalid": lambda: str(db.session.execute(text("SELECT 1/0"))),
    }
    rules = list(app.url_map.iter_rules())
    if "broken.divide" not in app.view_functions:
        for name, view in views.items():
            path = f"/broken/{name}/<int:code>" if name == "abort" else f"/broken/{name}"
            app.add_url_rule(path, f"broken.{name}", view)
    assert rules
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield app.test_client()  # type: ignore[misc]
    app.config["PROPAGATE_EXCEPTIONS"] = None


def _raise(problem: Exception) -> str:
    raise problem


@pytest.mark.parametrize("code", [code for code in PROBLEMS if code != 503])
def test_pages_in_the_sites_look(broken: Client, code: int) -> None:
    answer = broken.get(f"/broken/abort/{code}")
    assert answer.status_code == code
    assert PROBLEMS[code].title in answer.text
    assert 'class="masthead"' in answer.text


@pytest.mark.parametrize(
    ("path", "code"), [("divide", 500), ("invalid", 500), ("often", 429), ("gone", 503), ("abort/418", 418)]
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
