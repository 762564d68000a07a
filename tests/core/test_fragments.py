from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from flask import Flask, session

from domanu.auth.models import User
from domanu.core.fragments import ENTRY_BYTES, Kept, Shelf, Unkeepable, answer_kept, content_of


class Row(NamedTuple):
    name: str
    price: Decimal


@dataclass(frozen=True)
class Held:
    rows: list[Row]
    user: User


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ONE: dict[str, Any] = {
    "held": Held([Row("Piano", Decimal(40))], User(email="a@example.org", is_staff=False)),
    "changed": {"topic"},
    "when": NOON,
    "id": UUID(int=7),
}
OTHERS: list[dict[str, Any]] = [
    {"held": Held([Row("Piano", Decimal(41))], User(email="a@example.org", is_staff=False))},
    {"held": Held([], User(email="a@example.org", is_staff=False))},
    {"held": Held([Row("Piano", Decimal(40))], User(email="b@example.org", is_staff=False))},
    {"held": Held([Row("Piano", Decimal(40))], User(email="a@example.org"))},
    {"changed": {"topic", "another"}},
    {"when": NOON.replace(second=1)},
    {"id": UUID(int=8)},
    {"more": None},
]


def ask(app: Flask, text: str, context: dict[str, Any], **request: Any) -> bytes | None:
    """What is answered, if it can be kept."""
    with app.test_request_context("/there", **request):
        answer = answer_kept(("a.html", None), context, lambda: text)
    return answer.data if answer else None


@pytest.fixture(autouse=True)
def shelf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf = Shelf(1_000_000)
    monkeypatch.setitem(app.extensions, "domanu.fragments", shelf)
    return shelf


def test_the_same_content_has_the_same_key() -> None:
    same = ONE | {"held": Held([Row("Piano", Decimal("40.00"))], User(is_staff=False, email="a@example.org"))}
    assert content_of(same) == content_of(ONE)
    assert hash(content_of(same)) == hash(content_of(ONE))


@pytest.mark.parametrize("other", OTHERS)
def test_other_content_has_another_key(other: dict[str, Any]) -> None:
    assert content_of(ONE | other) != content_of(ONE)


def test_what_nobody_knows_is_not_kept(app: Flask) -> None:
    with pytest.raises(Unkeepable):
        content_of({"form": object()})
    assert ask(app, "one", {"form": object()}) is None


def test_the_text_is_made_once_and_packed(app: Flask) -> None:
    assert ask(app, "one", ONE) == b"one"
    assert ask(app, "two", ONE) == b"one"
    packed = ask(app, "three", ONE, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed or b"") == b"one"
    assert ask(app, "four", ONE, query_string={"q": "piano"}) == b"four"


def test_whoever_sends_a_cookie_is_not_served_from_it(app: Flask, shelf: Shelf) -> None:
    assert ask(app, "one", ONE, headers={"Cookie": "any=thing"}) is None
    assert not shelf.texts


def test_what_sets_a_cookie_is_not_kept(app: Flask, shelf: Shelf) -> None:
    def make() -> str:
        session["csrf_token"] = "theirs"
        return "with their token"

    with app.test_request_context("/there"):
        assert answer_kept(("a.html", None), ONE, make) is not None
    assert not shelf.texts


def test_what_loads_more_while_it_is_made_is_not_kept(app: Flask, shelf: Shelf) -> None:
    user = User(email="a@example.org")

    def make() -> str:
        user.is_staff = True
        return "loaded"

    with app.test_request_context("/there"):
        assert answer_kept(("a.html", None), {"user": user}, make) is not None
    assert not shelf.texts


def test_what_was_not_asked_for_goes_first() -> None:
    one, two, three = (Kept(bytes([number]) * 10, b"") for number in range(3))
    shelf = Shelf(2 * one.size)
    shelf.keep("one", one)
    shelf.keep("two", two)
    assert shelf.find("one") == one
    shelf.keep("three", three)
    assert (shelf.find("one"), shelf.find("two"), shelf.find("three")) == (one, None, three)
    assert shelf.taken == 2 * one.size
    shelf.keep("huge", Kept(b"x" * (3 * ENTRY_BYTES), b""))
    assert shelf.find("huge") is None


def test_it_can_be_switched_off(app: Flask, shelf: Shelf) -> None:
    shelf.room = 0
    assert ask(app, "one", ONE) is None
