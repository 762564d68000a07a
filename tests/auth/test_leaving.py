"""Taking one's data along, and closing the account."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

from flask_mail import Message
from sqlalchemy import func, select

from domanu.auth.models import User
from domanu.core.db import db
from domanu.core.events import Event
from domanu.profiles import profile_of, update_profile
from tests.support.client import Client
from tests.support.people import PASSWORD, Person

Jobs = Callable[[], int]
SignIn = Callable[[Person], Client]


def test_export(alice: Person, bob: Person, sign_in_as: SignIn) -> None:
    update_profile(alice.id, phone="+44 20 7946 0000")
    db.session.commit()
    answer = sign_in_as(alice).submit("/account/export")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        data = json.loads(archive.read("domanu.json"))
    assert data["account"]["email"] == alice.email
    assert data["profile"]["phone"] == "+44 20 7946 0000"
    assert "attachment" in answer.headers["Content-Disposition"]
    everything = json.dumps(data)
    assert bob.email not in everything
    assert "$2b$" not in everything


def test_closing(alice: Person, sign_in_as: SignIn, outbox: list[Message], run_jobs: Jobs) -> None:
    update_profile(alice.id, last_name="Moreau", phone="+44 20 7946 0000", about="Calculus")
    db.session.commit()
    client, elsewhere = sign_in_as(alice), sign_in_as(alice)
    assert client.submit("/account/closing", password=PASSWORD).status_code == 422
    assert client.submit("/account/closing", password="wrong", sure="y").status_code == 422
    assert client.submit("/account/closing", password=PASSWORD, sure="y").location == "/"
    assert elsewhere.get("/account").location.startswith("/sign-in")
    assert client.get("/@alice").status_code == 404
    assert client.submit("/sign-in", email=alice.email, password=PASSWORD).status_code == 422
    run_jobs()
    assert outbox[-1].recipients == [alice.email]
    db.session.expire_all()
    profile = profile_of(alice.id)
    assert (profile.last_name, profile.phone, profile.about) == ("", "", "")
    remembered = db.session.scalars(select(Event.data)).all()
    assert "alice" not in str(remembered).lower()
    assert db.session.scalar(select(func.count()).select_from(User)) == 1


def test_address_is_free_again_after_closing(
    alice: Person, sign_in_as: SignIn, make_person: Callable[[str], Person]
) -> None:
    sign_in_as(alice).submit("/account/closing", password=PASSWORD, sure="y")
    assert make_person("alice").id != alice.id
