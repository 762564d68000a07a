"""Who gets in, and what everybody else is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from psycopg import OperationalError
from sqlalchemy.engine import URL

from domanu.api.operations.tokens import make_token
from domanu.auth.operations.accounts import create_confirmed_user
from domanu.auth.passwords import UNUSABLE
from domanu.core.db import db
from tests.api.conftest import Connect
from tests.api.support import Api
from tests.support.apps import site_in
from tests.support.client import Client
from tests.support.people import Person

ABSENT = "/services/01a1fec1-7df6-71e1-9a5d-000000000000"


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer dmn_" + "x" * 43, "Basic YTpi", "dmn_" + "x" * 43, "Bearer \x80"]
)
def test_a_token_that_is_none(connect: Connect, sent: str) -> None:
    """Also where no token is needed, rather than being taken for a visitor."""
    for path in ("/me", "/services"):
        answer = connect().get(path, headers={"Authorization": sent})
        assert (answer.status, answer.kind) == (401, "no-token")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Domanu"'


def test_no_cookie_opens_it(alice: Person, sign_in_as: Callable[[Person], Client]) -> None:
    client = sign_in_as(alice)
    assert client.get("/api/v1/me").status_code == 401
    assert client.post("/api/v1/marketplaces", json={}).status_code == 401


def test_scopes(connect: Connect, alice: Person) -> None:
    api = connect(alice, "book")
    answer = api.get("/me")
    assert (answer.status, answer.kind, answer.body["scope"]) == (403, "no-scope", "read")
    assert 'scope="read"' in answer.headers["WWW-Authenticate"]
    assert api.delete(f"{ABSENT}/favourite").status == 204
    assert api.delete(ABSENT).status == 403


def test_it_is_asked_before_anything_else(connect: Connect) -> None:
    answer = connect().send("PATCH", "/me", data="{", headers={"Content-Type": "text/plain"})
    assert answer.status == 401


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("GET", "/services/7", 404), ("PUT", "/me", 405), ("DELETE", "/services", 405)],
)
def test_what_is_no_address(client: Client, method: str, path: str, status: int) -> None:
    answer = client.open(f"/api/v1{path}", method=method)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert ("Allow" in answer.headers) is (status == 405)


def test_below_api_nothing_is_a_page(client: Client) -> None:
    for path in ("/api/v2", "/api/", "/api/docs/nothing/at/all"):
        assert client.get(path).mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "type_", "status"),
    [
        ("{", "application/json", 400),
        ("[" * 5000, "application/json", 400),
        (b"\xff", "application/json", 400),
        ('{"about": "\\ud800"}', "application/json", 400),
        ("[]", "application/json", 422),
        ("null", "application/json", 422),
        ('{"about": "a\\u0000b"}', "application/json", 422),
        ("about=x", "application/x-www-form-urlencoded", 415),
        ("{}", "", 415),
        ("x" * 300_000, "application/json", 413),
    ],
)
def test_bodies(connect: Connect, alice: Person, body: str, type_: str, status: int) -> None:
    headers = {"Content-Type": type_} if type_ else {}
    answer = connect(alice).send("PATCH", "/me", data=body, headers=headers, seen=1)
    assert answer.status == status


@pytest.mark.parametrize(
    "query", ["colour=red", "after=a&after=b", "zone=Nowhere", "available=yes", "sort=odd", "least=5", "q=" + "x" * 101]
)
def test_queries(connect: Connect, query: str) -> None:
    answer = connect().get(f"/services?{query}")
    assert (answer.status, answer.kind) == (422, "unfit")
    assert answer.body["errors"][0]["at"].startswith("?")


def test_what_is_left_is_told(connect: Connect, alice: Person) -> None:
    api = connect(alice)
    left = [int(api.get("/me").headers["RateLimit-Remaining"]) for _ in range(3)]
    assert left == [599, 598, 597]
    assert connect().get("/services").headers["RateLimit-Limit"] == "300"
    assert connect().get("/me").headers["RateLimit-Remaining"] == "298"


def test_a_host_that_is_not_ours(client: Client) -> None:
    answer = client.get("/api/v1/services", headers={"Host": "evil.example.org"})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_without_a_database(own_url: URL, tmp_path_factory: pytest.TempPathFactory) -> None:
    with site_in(own_url, tmp_path_factory.mktemp("away")) as app:
        with app.app_context():
            who = create_confirmed_user("a@example.org", UNUSABLE, first_name="Ann")
            assert who
            token = make_token(who, name="Test", scopes=["read"], expires_in=None)
            db.session.commit()
        api = Api(app, token)
        assert api.get("/me").status == 200
        break_off(app)
        answer = api.get("/me")
        assert (answer.status, answer.kind, answer.headers["Retry-After"]) == (503, "away", "60")


def break_off(app: Flask) -> None:
    """As if nobody listened at that port any longer."""
    with app.app_context():
        engine = db.engine
        engine.dispose()
        engine.pool._creator = refuse  # type: ignore[assignment]


def refuse(*_: object) -> None:
    raise OperationalError
