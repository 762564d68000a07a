from __future__ import annotations

from collections.abc import Callable

import pytest
from flask_mail import Message
from sqlalchemy import select

from domanu import auth
from domanu.auth.models import Session, User
from domanu.core.db import db
from tests.auth.test_registration import link_in
from tests.support.client import HX, Client
from tests.support.people import PASSWORD, Person

Jobs = Callable[[], int]
SignIn = Callable[[Person], Client]


def test_what_other_features_may_use() -> None:
    names = [
        "create_user",
        "sign_in",
        "get_session",
        "sign_out",
        "user_data",
        "user_id",
        "update_email",
        "update_password",
    ]
    assert sorted(auth.__all__) == sorted(names)


def test_session_data(alice: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(alice)
    with client:
        client.get("/account")
        session, data = auth.get_session(), auth.user_data()
        assert auth.user_id() == alice.id
    assert session is not None
    assert session["user_id"] == alice.id
    assert data is not None
    assert data["account"]["email"] == alice.email
    assert data["profile"]["username"] == "alice"


def test_new_address_proves_itself_before_the_swap(
    alice: Person, sign_in_as: SignIn, outbox: list[Message], run_jobs: Jobs
) -> None:
    client = sign_in_as(alice)
    assert client.submit("/account/email", email="New@example.org", password=PASSWORD).location == "/account"
    run_jobs()
    [asked] = outbox
    assert asked.recipients == ["new@example.org"]
    assert db.session.get_one(User, alice.id).email == alice.email
    assert client.submit(link_in(asked)).location == "/account"
    db.session.expire_all()
    assert db.session.get_one(User, alice.id).email == "new@example.org"
    run_jobs()
    assert outbox[-1].recipients == [alice.email]
    assert client.submit(link_in(asked)).status_code == 410


def test_address_of_another_account(
    alice: Person, bob: Person, sign_in_as: SignIn, outbox: list[Message], run_jobs: Jobs
) -> None:
    client = sign_in_as(alice)
    assert client.submit("/account/email", email=bob.email, password=PASSWORD).location == "/account"
    run_jobs()
    [warning] = outbox
    assert warning.recipients == [bob.email]
    assert "/confirm/" not in (warning.body or "")


def test_address_that_was_taken_meanwhile(
    alice: Person, make_person: Callable[[str], Person], sign_in_as: SignIn, outbox: list[Message], run_jobs: Jobs
) -> None:
    client = sign_in_as(alice)
    client.submit("/account/email", email="zoe@example.org", password=PASSWORD)
    run_jobs()
    make_person("zoe")
    assert client.submit(link_in(outbox[0])).status_code == 409
    db.session.expire_all()
    assert db.session.get_one(User, alice.id).email == alice.email


def test_address_that_somebody_only_claimed(
    alice: Person, sign_in_as: SignIn, outbox: list[Message], run_jobs: Jobs
) -> None:
    client = sign_in_as(alice)
    client.submit("/account/email", email="zoe@example.org", password=PASSWORD)
    run_jobs()
    somebody = client.application.test_client()
    somebody.submit("/register", first_name="Zoe", email="zoe@example.org", password=PASSWORD)  # type: ignore[attr-defined]
    assert client.submit(link_in(outbox[0])).status_code == 303
    db.session.expire_all()
    assert db.session.scalars(select(User.email)).all() == ["zoe@example.org"]


def test_present_address(alice: Person, sign_in_as: SignIn, run_jobs: Jobs) -> None:
    answer = sign_in_as(alice).submit("/account/email", email="Alice@example.org", password=PASSWORD)
    assert "your address already" in answer.text
    assert run_jobs() == 0


def test_changing_the_address_takes_the_password(alice: Person, sign_in_as: SignIn, run_jobs: Jobs) -> None:
    answer = sign_in_as(alice).submit("/account/email", email="new@example.org", password="a wrong one")
    assert answer.status_code == 422
    assert "not your password" in answer.text
    assert run_jobs() == 0


def test_devices(alice: Person, bob: Person, sign_in_as: SignIn) -> None:
    here, elsewhere, foreign = sign_in_as(alice), sign_in_as(alice), sign_in_as(bob)
    keys = {row.user_id: row.id for row in db.session.scalars(select(Session).order_by(Session.id))}
    mine = db.session.scalars(select(Session.id).where(Session.user_id == alice.id).order_by(Session.id)).all()
    assert here.submit(f"/account/devices/{keys[bob.id]}/removal").status_code == 404
    assert here.submit(f"/account/devices/{mine[0]}/removal").status_code == 404, "this one signs out otherwise"
    swapped = here.submit(f"/account/devices/{mine[1]}/removal", headers=HX)
    assert swapped.status_code == 200
    assert "<html" not in swapped.text
    assert elsewhere.get("/account").location.startswith("/sign-in")
    assert foreign.get("/account").status_code == 200
    third = sign_in_as(alice)
    assert here.submit("/account/devices/removal").location == "/account/devices"
    assert third.get("/account").location.startswith("/sign-in")
    assert here.get("/account").status_code == 200


@pytest.mark.parametrize("path", ["/account/email", "/account/password", "/account/closing"])
def test_what_was_typed_is_kept_but_passwords_never(alice: Person, sign_in_as: SignIn, path: str) -> None:
    answer = sign_in_as(alice).submit(path, email="half@example", password="typed secret", old="typed secret")
    assert answer.status_code == 422
    assert "typed secret" not in answer.text
    assert path != "/account/email" or "half@example" in answer.text


def test_no_mail_to_others_over_and_over(alice: Person, bob: Person, sign_in_as: SignIn) -> None:
    for person, times in ((alice, 3), (bob, 2)):
        for _ in range(times):
            answer = sign_in_as(person).submit("/account/email", email="Zoe@example.org", password=PASSWORD)
            assert answer.status_code == 303
    assert sign_in_as(bob).submit("/account/email", email="zoe@example.org", password=PASSWORD).status_code == 429


@pytest.mark.parametrize("how", ["change", "reset"])
def test_new_password_ends_changes_of_address(
    alice: Person, sign_in_as: SignIn, outbox: list[Message], run_jobs: Jobs, how: str
) -> None:
    """Who had the old password may have asked for an address of their own."""
    client = sign_in_as(alice)
    client.submit("/account/email", email="thief@example.org", password=PASSWORD)
    run_jobs()
    changing = link_in(outbox[-1])
    if how == "change":
        client.submit("/account/password", old=PASSWORD, password="eleven purple kettles")
    else:
        client.submit("/password/forgotten", email=alice.email)
        run_jobs()
        client.submit(link_in(outbox[-1]), password="eleven purple kettles")
    assert client.submit(changing).status_code == 410
    db.session.expire_all()
    assert db.session.get_one(User, alice.id).email == alice.email
