from __future__ import annotations

from collections.abc import Callable

from flask_mail import Message

from tests.auth.test_registration import MEI, link_in
from tests.support.client import Client

SPELLINGS = ("mei@example.org", "Mei@example.org", "mEi@example.org", "meI@example.org", "MEI@Example.org")


def test_sent_again_however_the_address_is_spelt(
    client: Client, outbox: list[Message], run_jobs: Callable[[], int]
) -> None:
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
