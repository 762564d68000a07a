from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask_mail import Message
from sqlalchemy import select, update

from domanu.auth.models import PasswordResetToken, User
from domanu.auth.passwords import weakness
from domanu.core.db import db
from domanu.core.time import now
from tests.auth.test_registration import link_in
from tests.support.client import Client
from tests.support.people import PASSWORD, Person

NEW = "eleven purple kettles"
Jobs = Callable[[], int]


def reset_link(client: Client, email: str, outbox: list[Message], run_jobs: Jobs) -> str:
    assert client.submit("/password/forgotten", email=email).location == "/register/sent"
    run_jobs()
    return link_in(outbox[-1])


def test_reset_works_once_and_ends_every_session(
    client: Client, alice: Person, outbox: list[Message], run_jobs: Jobs, sign_in_as: Callable[[Person], Client]
) -> None:
    elsewhere = sign_in_as(alice)
    link = reset_link(client, alice.email, outbox, run_jobs)
    assert client.get(link).status_code == 200
    assert client.submit(link, password=NEW).location == "/sign-in"
    assert elsewhere.get("/account").status_code == 302 or elsewhere.get("/account").status_code == 303
    assert client.submit(link, password=NEW).status_code == 410
    assert client.submit("/sign-in", email=alice.email, password=PASSWORD).status_code == 422
    assert client.submit("/sign-in", email=alice.email, password=NEW).status_code == 303
    run_jobs()
    assert "changed" in (outbox[-1].subject or "")


def test_unknown_address_gets_the_same_answer_and_no_mail(
    client: Client, outbox: list[Message], run_jobs: Jobs
) -> None:
    assert client.submit("/password/forgotten", email="nobody@example.org").location == "/register/sent"
    run_jobs()
    assert outbox == []
    assert db.session.scalars(select(PasswordResetToken.email)).one() == "nobody@example.org"


def test_link_runs_out_after_a_day(client: Client, alice: Person, outbox: list[Message], run_jobs: Jobs) -> None:
    link = reset_link(client, alice.email, outbox, run_jobs)
    lasts = db.session.scalars(select(PasswordResetToken.expires_at - PasswordResetToken.created_at)).one()
    assert lasts == timedelta(hours=24)
    db.session.execute(update(PasswordResetToken).values(expires_at=now() - timedelta(minutes=1)))
    db.session.commit()
    assert client.get(link).status_code == 410


def test_one_reset_voids_the_other_links(client: Client, alice: Person, outbox: list[Message], run_jobs: Jobs) -> None:
    first = reset_link(client, alice.email, outbox, run_jobs)
    second = reset_link(client, alice.email, outbox, run_jobs)
    client.submit(second, password=NEW)
    assert client.get(first).status_code == 410


def test_reset_proves_the_address(client: Client, una: Person, outbox: list[Message], run_jobs: Jobs) -> None:
    client.submit(reset_link(client, una.email, outbox, run_jobs), password=NEW)
    db.session.expire_all()
    assert db.session.get_one(User, una.id).confirmed_at is not None


def test_database_keeps_only_a_digest(client: Client, alice: Person, outbox: list[Message], run_jobs: Jobs) -> None:
    link = reset_link(client, alice.email, outbox, run_jobs)
    assert db.session.scalars(select(PasswordResetToken.token)).one() not in link
    user = db.session.get_one(User, alice.id)
    assert user.password.startswith("$2b$")


def test_links_lead_to_the_configured_address(
    client: Client, alice: Person, outbox: list[Message], run_jobs: Jobs
) -> None:
    client.submit("/password/forgotten", email=alice.email, headers={"X-Forwarded-Host": "evil.example"})
    run_jobs()
    assert "http://localhost/password/reset/" in (outbox[0].body or "")
    assert "evil" not in (outbox[0].body or "")


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaa", "x" * 73])
def test_weak_passwords(client: Client, alice: Person, outbox: list[Message], run_jobs: Jobs, weak: str) -> None:
    link = reset_link(client, alice.email, outbox, run_jobs)
    assert client.submit(link, password=weak).status_code == 422
    assert client.submit(link, password=NEW).status_code == 303, "the link still works"


def test_changing_ends_the_other_sessions(alice: Person, sign_in_as: Callable[[Person], Client]) -> None:
    here, elsewhere = sign_in_as(alice), sign_in_as(alice)
    assert here.submit("/account/password", old="wrong", password=NEW).status_code == 422
    assert here.submit("/account/password", old=PASSWORD, password=NEW).location == "/account"
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").location.startswith("/sign-in")


def test_own_password_cannot_be_guessed_at_leisure(alice: Person, sign_in_as: Callable[[Person], Client]) -> None:
    client = sign_in_as(alice)
    answers = [client.submit("/account/password", old=f"guess {i}", password=NEW).status_code for i in range(11)]
    assert answers == [422] * 10 + [429]


def test_no_password_takes_long_to_judge(app: Flask) -> None:
    began = time.process_time()
    weakness("++012$|7{$$324!%3+%51<+%30%4$5$|(76145[$!<(40!521[+!7<+%@!%{5(0(+4<%<($!")
    assert time.process_time() - began < 0.5
