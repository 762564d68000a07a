from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from domanu.auth.models import User
from domanu.core.db import db
from domanu.profiles import profile_of
from tests.support.people import PASSWORD, Person


def run(app: Flask, *words: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["users", *words])
    db.session.expire_all()
    return answer.exit_code, answer.output


def test_create(app: Flask) -> None:
    code, said = run(app, "create", "Mei@example.org", "--first-name", "Mei", "--password", PASSWORD)
    assert (code, said) == (0, "Mei@example.org can sign in now.\n")
    user = db.session.scalars(select(User)).one()
    assert (user.email, user.is_confirmed) == ("mei@example.org", True)
    code, said = run(app, "create", "mei@example.org", "--first-name", "Mei", "--password", PASSWORD)
    assert code == 1
    assert "has an account already" in said


@pytest.mark.parametrize(("email", "password"), [("mei", PASSWORD), ("mei@example.org", "short")])
def test_create_refuses_what_the_page_refuses(app: Flask, email: str, password: str) -> None:
    assert run(app, "create", email, "--first-name", "Mei", "--password", password)[0] == 1


@pytest.mark.parametrize("first_name", ["", "  ", "M" * 61, "Mei\x1b[2J"])
def test_create_says_what_is_wrong_with_a_name(app: Flask, first_name: str) -> None:
    code, said = run(app, "create", "mei@example.org", "--first-name", first_name, "--password", PASSWORD)
    assert code == 2
    assert "it must have 1 to 60 letters" in said
    assert db.session.scalars(select(User)).all() == []


@pytest.mark.parametrize("first_name", ["M", "M" * 60, " Mei "])
def test_create_takes_a_name_that_fits(app: Flask, first_name: str) -> None:
    assert run(app, "create", "mei@example.org", "--first-name", first_name, "--password", PASSWORD)[0] == 0
    user = db.session.scalars(select(User)).one()
    assert profile_of(user.id).first_name == first_name.strip()


def test_rights(app: Flask, alice: Person) -> None:
    assert run(app, "promote", alice.email, "designer") == (0, "alice@example.org is a designer now.\n")
    assert profile_of(alice.id).designer
    assert run(app, "promote", alice.email, "staff")[0] == 0
    assert db.session.get_one(User, alice.id).is_staff


def test_disable_and_enable(app: Flask, alice: Person) -> None:
    assert run(app, "disable", alice.email)[0] == 0
    assert not db.session.get_one(User, alice.id).is_active
    assert run(app, "enable", alice.email)[0] == 0
    assert db.session.get_one(User, alice.id).is_active


def test_nobody(app: Flask) -> None:
    for words in (("disable",), ("enable",), ("promote",)):
        more = ["staff"] if words == ("promote",) else []
        code, said = run(app, *words, "nobody@example.org", *more)
        assert code == 1
        assert "Nobody has an account" in said


@pytest.mark.parametrize(
    "words",
    ["users", "users create", "users promote", "worker", "jobs", "jobs list", "jobs retry", "demo", "db"],
)
def test_each_explains_itself(app: Flask, words: str) -> None:
    answer = app.test_cli_runner().invoke(args=[*words.split(), "--help"])
    assert answer.exit_code == 0
    assert len(answer.output) > 80
