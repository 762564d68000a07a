"""Tokens, as their owner makes and revokes them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask_mail import Message

from domanu.api.operations.tokens import MOST, make_token, tokens_of
from domanu.auth.operations.accounts import close_account, disable_user, enable_user, export_account
from domanu.auth.operations.resets import update_password
from domanu.auth.passwords import UNUSABLE
from domanu.core.db import db
from domanu.core.events import emit
from domanu.core.worker import run_due_jobs
from tests.api.conftest import Connect
from tests.api.support import Api
from tests.support.client import Client
from tests.support.people import PASSWORD, Person

PAGE = "/account/tokens"
ASKED = {"name": "Screen", "scopes": ["read", "book"], "days": "30", "password": PASSWORD}
SignIn = Callable[[Person], Client]


def test_it_works(app: Flask, alice: Person, sign_in_as: SignIn) -> None:
    """It is shown once, and works."""
    client = sign_in_as(alice)
    page = client.submit(PAGE, **ASKED).text
    token = re.findall(r"dmn_[\w-]{43}", page)[0]
    assert Api(app, token).get("/me").body["username"] == "alice"
    again = client.get(PAGE).text
    assert token not in again
    assert token[:10] in again
    assert "May read and book" in again


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"scopes": []}, {"scopes": ["everything"]}, {"days": "9999"}, {"password": "not mine"}]
)
def test_what_will_not_do(alice: Person, sign_in_as: SignIn, wrong: dict[str, object]) -> None:
    assert sign_in_as(alice).submit(PAGE, **ASKED | wrong).status_code == 422
    assert tokens_of(alice.id) == []


def test_there_is_room_for_some(alice: Person, sign_in_as: SignIn) -> None:
    for _ in range(MOST):
        make_token(alice.id, name="One", scopes=["read"], expires_in=None)
    assert sign_in_as(alice).submit(PAGE, **ASKED).status_code == 422
    assert len(tokens_of(alice.id)) == MOST


def test_a_mail_tells_of_it(alice: Person, sign_in_as: SignIn, outbox: list[Message]) -> None:
    sign_in_as(alice).submit(PAGE, **ASKED)
    run_due_jobs()
    [letter] = outbox
    assert (letter.subject, letter.recipients) == ("A token for programs was made", [alice.email])
    assert "dmn_" not in str(letter)


def test_revoking(connect: Connect, alice: Person, bob: Person, sign_in_as: SignIn) -> None:
    api = connect(alice)
    key = tokens_of(alice.id)[0].id
    assert sign_in_as(bob).submit(f"{PAGE}/{key}/removal").status_code == 404
    assert api.get("/me").status == 200
    assert sign_in_as(alice).submit(f"{PAGE}/{key}/removal").status_code == 303
    assert api.get("/me").status == 401


def test_what_ends_them(connect: Connect, alice: Person, bob: Person) -> None:
    api, bobs = connect(alice), connect(bob)
    update_password(alice.id, UNUSABLE)
    db.session.commit()
    assert api.get("/me").status == 200
    emit("password.changed", actor_id=alice.id, by_mail=True)
    disable_user(bob.id)
    enable_user(bob.id)
    db.session.commit()
    assert [api.get("/me").status, bobs.get("/me").status] == [401, 401]


def test_closing_the_account(connect: Connect, alice: Person) -> None:
    api = connect(alice)
    assert export_account(alice.id)["tokens"][0]["name"] == "Test"
    close_account(alice.id)
    db.session.commit()
    assert api.get("/me").status == 401


def test_somebody_unconfirmed(una: Person, sign_in_as: SignIn) -> None:
    assert sign_in_as(una).get(PAGE).location == "/confirmation"
