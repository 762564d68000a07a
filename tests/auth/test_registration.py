from __future__ import annotations

import re
from collections.abc import Callable

import pytest
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


def test_it_leads_back(client: Client, outbox: list[Message], run_jobs: Callable[[], int]) -> None:
    assert 'href="/register?next=/m/judo"' in client.get("/sign-in?next=/m/judo").text
    page = client.get("/register?next=/m/judo").text
    assert 'action="/register?next=/m/judo"' in page
    assert 'href="/sign-in?next=/m/judo"' in page
    client.submit("/register?next=/m/judo", **MEI)
    assert 'href="/sign-in?next=/m/judo"' in client.get("/register/sent").text
    client.submit("/confirmation", email=MEI["email"])
    run_jobs()
    assert client.submit(link_in(outbox[-1])).location == "/m/judo"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "/" + "m" * 4000])
def test_it_does_not_lead_astray(
    client: Client, outbox: list[Message], run_jobs: Callable[[], int], target: str
) -> None:
    client.submit(f"/register?next={target}", **MEI)
    run_jobs()
    assert client.submit(link_in(outbox[0])).location == "/profile"


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
