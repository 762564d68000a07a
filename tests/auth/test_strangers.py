"""Somebody else registers your address, before or after you do."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask_mail import Message
from sqlalchemy import select

from domanu.auth.models import User
from domanu.core.db import db
from tests.auth.test_registration import MEI, link_in
from tests.support.client import Client
from tests.support.people import PASSWORD


def test_whoever_presses_the_link_gets_their_own_password(
    client: Client, outbox: list[Message], run_jobs: Callable[[], int]
) -> None:
    client.submit("/register", **MEI | {"password": "the intruder's one"})
    run_jobs()
    client.submit("/register", **MEI)
    run_jobs()
    client.submit(link_in(outbox[-1]))
    client.submit("/sign-out")
    again = client.submit("/sign-in", email="mei@example.org", password=PASSWORD)
    assert again.status_code == 303
    assert client.submit("/sign-out").status_code == 303
    intruder = client.submit("/sign-in", email="mei@example.org", password="the intruder's one")
    assert intruder.status_code == 422


def test_confirming_ends_changes_of_address_asked_before(
    client: Client, outbox: list[Message], run_jobs: Callable[[], int]
) -> None:
    intruder = client.application.test_client()
    intruder.submit("/register", **MEI | {"password": "the intruder's one"})  # type: ignore[attr-defined]
    intruder.submit("/sign-in", email="mei@example.org", password="the intruder's one")  # type: ignore[attr-defined]
    fields = {"email": "intruder@example.net", "password": "the intruder's one"}
    intruder.submit("/account/email", **fields)  # type: ignore[attr-defined]
    run_jobs()
    [changing] = [link_in(message) for message in outbox if message.recipients == ["intruder@example.net"]]
    client.submit("/register", **MEI)
    run_jobs()
    assert client.submit(link_in(outbox[-1])).location == "/profile"
    assert intruder.submit(changing).status_code == 410  # type: ignore[attr-defined]
    db.session.expire_all()
    assert db.session.scalars(select(User.email)).one() == "mei@example.org"


def test_a_strangers_registration_gives_them_nothing(
    app: Flask, client: Client, outbox: list[Message], run_jobs: Callable[[], int]
) -> None:
    """They registered our address, last or first: their link takes their password, which its reader does not know."""
    client.submit("/register", **MEI)
    run_jobs()
    stranger: Client = app.test_client()  # type: ignore[assignment]
    stranger.submit("/register", **MEI | {"password": "the intruder's one"})
    run_jobs()
    theirs = link_in(outbox[-1])
    assert "The password you chose" in client.get(theirs).text
    assert client.submit(theirs).status_code == 422
    refused = client.submit(theirs, password=PASSWORD)
    assert refused.status_code == 422
    assert "not asked for with that password" in refused.text
    assert client.submit(link_in(outbox[0])).location == "/profile"
    assert client.submit("/sign-out").status_code == 303
    assert client.submit("/sign-in", email="mei@example.org", password=PASSWORD).location == "/"


def test_sending_again_keeps_the_password_that_was_chosen_here(
    app: Flask, client: Client, outbox: list[Message], run_jobs: Callable[[], int]
) -> None:
    stranger: Client = app.test_client()  # type: ignore[assignment]
    stranger.submit("/register", **MEI | {"password": "the intruder's one"})
    client.submit("/register", **MEI)
    client.submit("/confirmation", email="mei@example.org")
    run_jobs()
    assert client.submit(link_in(outbox[-1])).location == "/profile"
    client.submit("/sign-out")
    assert client.submit("/sign-in", email="mei@example.org", password=PASSWORD).location == "/"


def test_in_another_browser_the_password_is_asked_for(
    app: Flask, client: Client, outbox: list[Message], run_jobs: Callable[[], int]
) -> None:
    client.submit("/register", **MEI)
    run_jobs()
    phone: Client = app.test_client()  # type: ignore[assignment]
    assert phone.submit(link_in(outbox[0]), password="a wrong guess").status_code == 422
    assert phone.submit(link_in(outbox[0]), password=PASSWORD).location == "/profile"
    assert phone.get("/account").status_code == 200


def test_asking_again_from_elsewhere_gives_a_stranger_nothing(
    app: Flask, client: Client, outbox: list[Message], run_jobs: Callable[[], int]
) -> None:
    stranger: Client = app.test_client()  # type: ignore[assignment]
    stranger.submit("/register", **MEI | {"password": "the intruder's one"})
    client.submit("/register", **MEI)
    phone: Client = app.test_client()  # type: ignore[assignment]
    phone.submit("/confirmation", email="mei@example.org")
    run_jobs()
    assert phone.submit(link_in(outbox[-1])).status_code == 422
    assert phone.submit(link_in(outbox[-1]), password=PASSWORD).status_code == 422
    phone.submit("/password/forgotten", email="mei@example.org")
    run_jobs()
    assert phone.submit(link_in(outbox[-1]), password="a third and final one").location == "/sign-in"
    assert stranger.submit("/sign-in", email="mei@example.org", password="the intruder's one").status_code == 422
