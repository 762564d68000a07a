from __future__ import annotations

import pytest

from tests.api.conftest import Connect
from tests.support.people import Person


def test_it_works(connect: Connect, alice: Person) -> None:
    answer = connect(alice).get("/me")
    assert answer.body["username"] == "alice"
    assert answer.headers["ETag"] == f'"{answer.body["edition"]}"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers


def test_times_have_the_offset_of_the_reader(connect: Connect, alice: Person) -> None:
    answer = connect(alice).get("/me?zone=Asia/Kathmandu")
    assert answer.body["created_at"].endswith("+05:45")


def test_an_edit(connect: Connect, alice: Person) -> None:
    api = connect(alice)
    answer = api.patch("/me", {"about": "I teach."}, seen=api.get("/me").body["edition"])
    assert answer.body["about"] == "I teach."
    assert answer.body == api.get("/me").body


def test_an_edit_of_an_older_edition(connect: Connect, alice: Person) -> None:
    api = connect(alice)
    answer = api.patch("/me", {"about": "Second."}, seen=api.get("/me").body["edition"] - 1)
    assert (answer.status, answer.kind) == (412, "edition-passed")
    assert api.patch("/me", {"about": "Third."}).status == 428
    assert api.get("/me").body["about"] == ""


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"username": "a"}, "/username"),
        ({"first_name": ""}, "/first_name"),
        ({"first_name": None}, "/first_name"),
        ({"first_name": "Two\nlines"}, "/first_name"),
        ({"time_zone": "Mars/Olympus"}, "/time_zone"),
        ({"phone": "call me"}, "/phone"),
        ({"date_of_birth": "2999-01-01"}, "/date_of_birth"),
        ({"date_of_birth": 5}, "/date_of_birth"),
        ({"designer": True}, "/designer"),
        ({"about": True}, "/about"),
    ],
)
def test_what_will_not_do(connect: Connect, alice: Person, body: dict[str, object], at: str) -> None:
    answer = connect(alice).patch("/me", body, seen=1)
    assert answer.status == 422
    assert [fault["at"] for fault in answer.body["errors"]] == [at]


def test_a_username_that_is_taken(connect: Connect, alice: Person, bob: Person) -> None:
    api = connect(alice)
    answer = api.patch("/me", {"username": "Bob"}, seen=api.get("/me").body["edition"])
    assert (answer.status, answer.kind) == (409, "username-taken")
