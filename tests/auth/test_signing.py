from __future__ import annotations

import pytest
from sqlalchemy import func, select, update

from domanu.auth.models import Session, User
from domanu.auth.operations.accounts import disable_user, enable_user
from domanu.auth.operations.sessions import SEEN_AGAIN
from domanu.core.db import db
from domanu.core.time import now
from tests.support.client import HX, Client
from tests.support.people import PASSWORD, Person


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> int:
    return client.submit("/sign-in", email=email, password=password, **more).status_code


def is_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_it_works(client: Client, alice: Person) -> None:
    assert sign_in(client, " Alice@Example.org ") == 303
    assert is_in(client)
    assert client.submit("/sign-out").status_code == 303
    assert not is_in(client)
    assert db.session.scalar(select(func.count()).select_from(Session)) == 0


@pytest.mark.parametrize(
    ("email", "password"),
    [("alice@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("alice@example.org", PASSWORD * 9)],
)
def test_wrong_password_and_unknown_address_answer_alike(
    client: Client, alice: Person, email: str, password: str
) -> None:
    answer = client.submit("/sign-in", email=email, password=password)
    assert answer.status_code == 422
    assert "do not go together" in answer.text
    assert f'value="{email}"' in answer.text
    assert password not in answer.text
    assert not is_in(client)


def test_database_keeps_only_a_digest(client: Client, alice: Person) -> None:
    sign_in(client, alice.email)
    with client.session_transaction() as session:
        token = session["_user_id"]
    kept = db.session.scalars(select(Session.token)).one()
    assert token != kept
    assert len(token) > 40


def test_staying_signed_in(client: Client, alice: Person) -> None:
    sign_in(client, alice.email, remember="y")
    client.delete_cookie("session")
    assert is_in(client)


def test_not_staying_signed_in(client: Client, alice: Person) -> None:
    sign_in(client, alice.email)
    client.delete_cookie("session")
    assert not is_in(client)


def test_signing_out_ends_the_remembered_too(client: Client, alice: Person) -> None:
    sign_in(client, alice.email, remember="y")
    cookie = client.get_cookie("remember")
    assert cookie is not None
    client.submit("/sign-out")
    client.set_cookie("remember", cookie.value)
    assert not is_in(client)


def test_disabled(client: Client, alice: Person) -> None:
    sign_in(client, alice.email)
    disable_user(alice.id)
    db.session.commit()
    assert not is_in(client)
    answer = client.submit("/sign-in", email=alice.email, password=PASSWORD)
    assert "disabled" in answer.text
    assert "disabled" not in client.submit("/sign-in", email=alice.email, password="wrong one").text
    enable_user(alice.id)
    db.session.commit()
    assert sign_in(client, alice.email) == 303


def test_old_cookies_of_a_visitor_are_dropped(client: Client, alice: Person) -> None:
    with client.session_transaction() as session:
        session["planted"] = "by somebody"
    sign_in(client, alice.email)
    with client.session_transaction() as session:
        assert "planted" not in session


@pytest.mark.parametrize(
    ("target", "lands"), [("/profile", "/profile"), ("//evil.example", "/"), ("https://evil.example", "/"), ("", "/")]
)
def test_next(client: Client, alice: Person, target: str, lands: str) -> None:
    asked = client.get("/sign-in", query_string={"next": target})
    assert asked.status_code == 200
    answer = client.submit("/sign-in", email=alice.email, password=PASSWORD, next=target)
    assert answer.location == lands


def test_next_for_htmx(client: Client, alice: Person) -> None:
    answer = client.submit("/sign-in", headers=HX, email=alice.email, password=PASSWORD, next="//evil.example")
    assert answer.headers["HX-Redirect"] == "/"


def test_sent_back_to_where_one_was_going(client: Client) -> None:
    assert client.get("/account/email").location == "/sign-in?next=/account/email"


def test_guessing_is_slowed_down(client: Client, alice: Person) -> None:
    answers = [sign_in(client, alice.email, f"guess number {i}") for i in range(11)]
    assert answers == [422] * 10 + [429]
    assert sign_in(client, "bob@example.org", "another guess") == 422


def test_sessions_run_out_and_live_on_when_used(client: Client, alice: Person) -> None:
    sign_in(client, alice.email)
    long_ago = now() - SEEN_AGAIN * 2
    db.session.execute(update(Session).values(last_seen_at=long_ago, expires_at=now() + SEEN_AGAIN))
    db.session.commit()
    assert is_in(client)
    db.session.expire_all()
    row = db.session.scalars(select(Session)).one()
    assert row.last_seen_at > long_ago
    assert row.expires_at > now() + SEEN_AGAIN * 2
    db.session.execute(update(Session).values(expires_at=long_ago))
    db.session.commit()
    assert not is_in(client)


def test_unconfirmed_people_can_look_around(client: Client, una: Person) -> None:
    assert sign_in(client, una.email) == 303
    assert client.get("/profile").status_code == 200
    assert client.get("/designer").location == "/confirmation"
    assert db.session.get_one(User, una.id).confirmed_at is None
