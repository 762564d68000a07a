from __future__ import annotations

import gzip

import pytest
from flask import Flask

from domanu.core.headers import ALWAYS
from tests.support.client import Client
from tests.support.people import Person


@pytest.mark.parametrize(
    "path",
    ["/", "/register", "/nowhere", "/account", "/healthz", "/readyz", "/static/none.css", "/files/x", "/drawn/x"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_every_answer_carries_them(client: Client, path: str, method: str) -> None:
    answer = client.open(path, method=method)
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value, name
    assert answer.headers["X-Request-ID"]
    assert "HX-Request" in answer.headers["Vary"]
    assert "Server" not in answer.headers
    assert answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "evil.example:80", "x@localhost", "", "a b"]
)
def test_foreign_host(client: Client, host: str) -> None:
    answer = client.get("/register", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "That request did not make sense" in answer.text
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value, name


def test_foreign_host_gets_no_mail_sent(client: Client, alice: Person, run_jobs: object) -> None:
    answer = client.post("/password/forgotten", data={"email": alice.email}, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert callable(run_jobs)
    assert run_jobs() == 0


def test_policy_allows_nothing_inline() -> None:
    policy = ALWAYS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_visitors_get_no_cookie(client: Client) -> None:
    answer = client.get("/")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-cache"


def test_personal_pages_are_not_kept(client: Client, alice: Person) -> None:
    assert client.get("/register").headers["Cache-Control"] == "private, no-store"
    assert client.sign_in(alice.id).get("/").headers["Cache-Control"] == "private, no-store"


def test_compression(app: Flask, client: Client) -> None:
    plain = client.get("/privacy")
    packed = client.get("/privacy", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in plain.headers["Vary"]
