from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text

from domanu.auth.operations.accounts import disable_user
from domanu.core.db import db
from domanu.profiles import profile_of, update_profile
from domanu.profiles.usernames import RESERVED, first_username, problem_with
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
MEI = {
    "first_name": "Mei",
    "last_name": "Okabe",
    "username": "Mei-Draws",
    "about": "Drawing from life.\nTen kanji a day.",
    "time_zone": "Asia/Tokyo",
    "phone": "+81 3 1234 5678",
    "address": "1-2-3 Nakano",
    "date_of_birth": "1994-04-09",
}


def test_it_works(alice: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(alice)
    assert client.submit("/profile", **MEI).location == "/profile"
    db.session.expire_all()
    profile = profile_of(alice.id)
    assert profile.name == "Mei Okabe"
    assert profile.date_of_birth == date(1994, 4, 9)
    page = client.get("/profile").text
    for value in MEI.values():
        assert value.split("\n")[0] in page


def test_others_see_what_is_theirs_to_see(alice: Person, bob: Person, client: Client, sign_in_as: SignIn) -> None:
    sign_in_as(alice).submit("/profile", **MEI)
    for reader in (client, sign_in_as(bob)):
        page = reader.get("/@mei-draws").text
        assert "Mei Okabe" in page
        assert "Ten kanji a day." in page
        for private in ("+81 3", "Nakano", "1994", alice.email):
            assert private not in page


@pytest.mark.parametrize("username", ["alice", "ALICE", "aLiCe"])
def test_found_whatever_the_case(client: Client, alice: Person, username: str) -> None:
    assert client.get(f"/@{username}").status_code == 200


@pytest.mark.parametrize("username", ["nobody-here", "al%00ice", "alice%20", "%F0%9F%90%99", "a" * 300])
def test_nobody(client: Client, alice: Person, username: str) -> None:
    assert client.get(f"/@{username}").status_code == 404


def test_disabled_people_are_gone(client: Client, alice: Person) -> None:
    disable_user(alice.id)
    db.session.commit()
    assert client.get("/@alice").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("first_name", " ", "what to call you"),
        ("first_name", "M" * 61, "under 60"),
        ("username", "BOB", "Somebody else is @BOB already"),
        ("username", "admin", "kept for the site"),
        ("username", "-mei", "3 to 30"),
        ("username", "mé", "3 to 30"),
        ("username", "me i", "3 to 30"),
        ("about", "a" * 1001, "under 1,000"),
        ("time_zone", "Mars/Olympus", "valid choice"),
        ("phone", "call me", "A phone number"),
        ("date_of_birth", "2999-01-01", "cannot be the one"),
        ("date_of_birth", "1850-01-01", "cannot be the one"),
        ("date_of_birth", "yesterday", "date"),
        ("last_name", "O\x00kabe", "cannot be kept"),
    ],
)
def test_bad_input(alice: Person, bob: Person, sign_in_as: SignIn, field: str, value: str, complaint: str) -> None:
    answer = sign_in_as(alice).submit("/profile", headers=HX, **MEI | {field: value})
    assert answer.status_code == 422
    assert complaint in answer.text
    assert "1-2-3 Nakano" in answer.text, "what was typed is kept"
    db.session.expire_all()
    assert profile_of(alice.id).first_name == "Alice"


def test_no_other_column_can_be_reached(alice: Person, bob: Person, sign_in_as: SignIn) -> None:
    hostile = {"designer": "true", "user_id": str(bob.id), "id": str(bob.id), "picture": "people/x", "is_staff": "true"}
    sign_in_as(alice).submit("/profile", **MEI | hostile)
    db.session.expire_all()
    profile = profile_of(alice.id)
    assert not profile.designer
    assert profile.picture is None
    assert db.session.scalar(text("SELECT count(*) FROM users WHERE is_staff")) == 0


def test_an_older_tab_does_not_undo_a_newer_one(alice: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(alice)
    older = client.submit("/profile", **MEI, seen="2020-01-01T00:00:00+00:00")
    assert older.status_code == 422
    assert "elsewhere meanwhile" in older.text
    assert "1-2-3 Nakano" in older.text
    now_seen = re.search(r'name="seen"[^>]*value="([^"]+)"', older.text)
    assert now_seen
    assert client.submit("/profile", **MEI, seen=now_seen[1]).location == "/profile"


@pytest.mark.parametrize("seen", ["", "yesterday", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_version_that_makes_no_sense(alice: Person, sign_in_as: SignIn, seen: str) -> None:
    assert sign_in_as(alice).submit("/profile", **MEI, seen=seen).status_code in {303, 422}


def test_one_sees_oneself_change_case(alice: Person, sign_in_as: SignIn) -> None:
    assert sign_in_as(alice).submit("/profile", **MEI | {"username": "Alice"}).location == "/profile"


@pytest.mark.parametrize("name", ["Mei", "Ünsal", "明", "", "O'Neil-Smith", "x" * 60, "-"])
def test_first_usernames_are_good_ones(name: str) -> None:
    assert problem_with(first_username(name)) is None
    assert first_username(name) != first_username(name)


def test_reserved_in_any_case() -> None:
    assert all(problem_with(name.upper()) for name in RESERVED)


def test_markup_in_what_people_write_stays_text(client: Client, alice: Person) -> None:
    update_profile(alice.id, first_name="<script>alert(1)</script>", about='<img src=x onerror="alert(1)" hx-get="/x">')
    db.session.commit()
    page = client.get("/@alice").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
