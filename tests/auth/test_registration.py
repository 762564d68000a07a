from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask_mail import Message
from sqlalchemy import func, select

from domanu.auth.models import Session, User
from domanu.core.db import db
from domanu.core.jobs import Job
from domanu.profiles import profile_of
from tests.support.client import HX, Client
from tests.support.people import PASSWORD, Person

MEI = {"first_name": "Mei", "email": "mei@example.org", "password": PASSWORD, "time_zone": "Asia/Tokyo"}


def link_in(message: Message) -> str:
    found = re.search(r"http://localhost(/\S+)", message.body or "")
    assert found
    return found[1]


def test_it_works(client: Client, outbox: list[Message], run_jobs: Callable[[], int]) -> None:
    answer = client.submit("/register", **MEI)
    assert answer.status_code == 303
    assert answer.location == "/register/sent"
    assert "mei@example.org" in client.get("/register/sent").text
    assert run_jobs() == 1
    [message] = outbox
    assert message.recipients == ["mei@example.org"]
    assert "domanu.com" in str(message.sender)
    assert message.html
    assert "(Tokyo time)" in (message.body or "")

    assert "mei@example.org" in client.get(link_in(message)).text
    user = db.session.scalars(select(User)).one()
    assert user.confirmed_at is None, "reading confirms nothing"
    assert client.submit(link_in(message)).location == "/profile"
    db.session.expire_all()
    assert db.session.scalars(select(User.confirmed_at)).one() is not None
    assert profile_of(user.id).first_name == "Mei"
    assert profile_of(user.id).time_zone == "Asia/Tokyo"
    assert client.get("/account").status_code == 200


def test_link_works_once(client: Client, outbox: list[Message], run_jobs: Callable[[], int]) -> None:
    client.submit("/register", **MEI)
    run_jobs()
    link = link_in(outbox[0])
    assert client.submit(link).status_code == 303
    assert client.get(link).status_code == 410
    assert client.submit(link).status_code == 410


def test_known_address_gets_same_answer_and_its_owner_a_warning(
    client: Client, alice: Person, outbox: list[Message], run_jobs: Callable[[], int]
) -> None:
    known = client.submit("/register", **MEI | {"email": "Alice@Example.org"})
    unknown = client.submit("/register", **MEI)
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert db.session.scalar(select(func.count()).select_from(User)) == 2
    run_jobs()
    [to_alice] = [message for message in outbox if message.recipients == ["alice@example.org"]]
    assert "/confirm/" not in (to_alice.body or "")


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


def test_confirming_ends_sessions_opened_before(
    client: Client, outbox: list[Message], run_jobs: Callable[[], int]
) -> None:
    client.submit("/register", **MEI)
    run_jobs()
    other = client.application.test_client()
    assert other.submit("/sign-in", email="mei@example.org", password=PASSWORD).status_code == 303  # type: ignore[attr-defined]
    assert other.get("/account").status_code == 200
    client.submit(link_in(outbox[0]))
    assert other.get("/account").status_code == 302 or other.get("/account").status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Session)) == 1


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("first_name", "", "what to call you"),
        ("first_name", "M" * 61, "under 60"),
        ("first_name", "Me\x00i", "cannot be kept"),
        ("email", "", "has an @"),
        ("email", "mei@example", "Did you mean mei@example.org?"),
        ("email", "mei@gmial.com", "Did you mean mei@gmail.com?"),
        ("email", "m ei@example.org", "stray letter"),
        ("email", "mei@example..org", "stray letter"),
        ("password", "apricot", "That is 7 characters. Add 3 more."),
        ("password", "apricots!" * 9, "72"),
        ("password", "password123", "easy to guess"),
    ],
)
def test_bad_input(client: Client, field: str, value: str, complaint: str) -> None:
    answer = client.submit("/register", **MEI | {field: value})
    assert answer.status_code == 422
    assert complaint in answer.text
    if field != "email":
        assert "mei@example.org" in answer.text, "what was typed is kept"
    assert PASSWORD not in answer.text
    assert db.session.scalar(select(func.count()).select_from(User)) == 0
    assert db.session.scalar(select(func.count()).select_from(Job)) == 0


def test_fragment_for_htmx(client: Client) -> None:
    wrong = client.submit("/register", headers=HX, **MEI | {"email": "mei"})
    assert wrong.status_code == 422
    assert "<html" not in wrong.text
    assert "HX-Request" in wrong.headers["Vary"]
    right = client.submit("/register", headers=HX, **MEI)
    assert right.status_code == 204
    assert right.headers["HX-Redirect"] == "/register/sent"


def test_it_requires_the_token_against_forgery(client: Client) -> None:
    assert client.submit("/register", csrf=False, **MEI).status_code == 400


def test_sending_again(client: Client, outbox: list[Message], run_jobs: Callable[[], int]) -> None:
    client.submit("/register", **MEI)
    client.submit("/confirmation", email="mei@example.org")
    client.application.test_client().submit("/confirmation", email="nobody@example.org")  # type: ignore[attr-defined]
    run_jobs()
    [message] = outbox
    assert client.submit(link_in(message)).status_code == 303


def test_too_many(client: Client) -> None:
    for _ in range(5):
        assert client.submit("/register", **MEI).status_code == 303
    refused = client.submit("/register", **MEI)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


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
