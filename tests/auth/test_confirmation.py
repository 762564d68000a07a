from __future__ import annotations

from collections.abc import Callable

import pytest
from flask_mail import Message
from sqlalchemy import func, select

from domanu.auth.models import User
from domanu.core.db import db
from domanu.core.events import Event
from tests.auth.test_registration import MEI, link_in
from tests.support.client import Client
from tests.support.people import PASSWORD, Person

Jobs = Callable[[], int]
SPELLINGS = ("mei@example.org", "Mei@example.org", "mEi@example.org", "meI@example.org", "MEI@Example.org")


def test_sent_again_however_the_address_is_spelt(client: Client, outbox: list[Message], run_jobs: Jobs) -> None:
    client.submit("/register", **MEI)
    client.submit("/confirmation", email="Mei@Example.org")
    run_jobs()
    [message] = outbox
    assert message.recipients == ["mei@example.org"]
    assert client.submit(link_in(message)).location == "/profile"


def test_too_many_however_the_address_is_spelt(client: Client) -> None:
    for email in SPELLINGS:
        assert client.submit("/register", **MEI | {"email": email}).status_code == 303
    assert client.submit("/register", **MEI).status_code == 429
    assert client.submit("/confirmation", email="mei@EXAMPLE.org").status_code == 429


def test_address_that_nobody_has_proved_is_free(
    alice: Person, una: Person, sign_in_as: Callable[[Person], Client], outbox: list[Message], run_jobs: Jobs
) -> None:
    client = sign_in_as(alice)
    client.submit("/account/email", email=una.email, password=PASSWORD)
    run_jobs()
    assert client.submit(link_in(outbox[0])).location == "/account"
    assert db.session.scalars(select(User.email)).all() == [una.email]


@pytest.mark.parametrize("how", ["change", "reset"])
def test_every_proof_is_told_once(
    una: Person, sign_in_as: Callable[[Person], Client], outbox: list[Message], run_jobs: Jobs, how: str
) -> None:
    client = sign_in_as(una)
    if how == "change":
        client.submit("/account/email", email="new@example.org", password=PASSWORD)
    else:
        client.submit("/password/forgotten", email=una.email)
    run_jobs()
    client.submit(link_in(outbox[0]), password="eleven purple kettles")
    proofs = select(func.count()).where(Event.name == "user.confirmed", Event.actor_id == una.id)
    assert db.session.scalar(proofs) == 1
