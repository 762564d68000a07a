"""The same write under the same key is done once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from domanu.api.models import IdempotencyKey
from domanu.api.operations.answers import forget_answers
from domanu.core.db import db
from domanu.marketplaces.models import Marketplace
from tests.api.conftest import Connect
from tests.api.support import Api
from tests.support.people import Person
from tests.support.picture import a_picture

NEW = {"title": "Garden", "description": "Neighbours help."}


@pytest.fixture
def api(connect: Connect, dora: Person) -> Api:
    return connect(dora)


def marketplaces() -> int:
    return db.session.scalar(select(func.count()).select_from(Marketplace)) or 0


def test_it_is_done_once(api: Api) -> None:
    first, again = (api.post("/marketplaces", NEW, key="one") for _ in range(2))
    assert (first.status, again.status) == (201, 201)
    assert first.body == again.body
    for name in ("ETag", "Location"):
        assert first.headers[name] == again.headers[name]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert marketplaces() == 1


def test_another_key_is_another_thing(api: Api) -> None:
    assert [api.post("/marketplaces", NEW, key=key).status for key in ("one", "two")] == [201, 201]
    assert marketplaces() == 2


@pytest.mark.parametrize(
    ("path", "body"), [("/marketplaces", NEW | {"title": "Other"}), ("/marketplaces?zone=UTC", NEW)]
)
def test_another_thing_under_the_same_key(api: Api, path: str, body: dict[str, str]) -> None:
    api.post("/marketplaces", NEW, key="one")
    answer = api.post(path, body, key="one")
    assert (answer.status, answer.kind) == (422, "key-reused")
    assert marketplaces() == 1


def test_how_it_was_written_makes_no_difference(api: Api) -> None:
    api.post("/marketplaces", NEW, key="one")
    text = '{ "description": "Neighbours help.",\n "title": "Garden" }'
    again = api.send("POST", "/marketplaces", key="one", data=text, content_type="application/json")
    assert again.headers["Idempotency-Replayed"] == "true"


def test_keys_are_their_owners(api: Api, connect: Connect, alice: Person) -> None:
    api.post("/marketplaces", NEW, key="one")
    assert connect(alice).post("/marketplaces", NEW, key="one").kind == "not-a-designer"


def test_a_refusal_is_not_kept(api: Api) -> None:
    assert api.post("/marketplaces", {"title": "", "description": ""}, key="one").status == 422
    assert api.put("/marketplaces/nothing/archive", key="two").status == 404
    assert db.session.scalar(select(IdempotencyKey.id)) is None
    assert api.post("/marketplaces", NEW, key="two").status == 201


def test_an_answer_with_nothing_in_it(api: Api) -> None:
    slug = api.post("/marketplaces", NEW).body["slug"]
    answers = [api.put(f"/marketplaces/{slug}/archive", key="one") for _ in range(2)]
    assert [answer.status for answer in answers] == [204, 204]
    assert answers[1].headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("key", ["with space", "x" * 201, "ü"])
def test_what_is_no_key(api: Api, key: str) -> None:
    assert api.post("/marketplaces", NEW, key=key).kind == "malformed"


def test_they_are_forgotten_after_a_day(api: Api) -> None:
    api.post("/marketplaces", NEW, key="one")
    db.session.execute(update(IdempotencyKey).values(created_at=func.now() - timedelta(hours=25)))
    db.session.commit()
    assert "Idempotency-Replayed" not in api.post("/marketplaces", NEW, key="one").headers
    assert marketplaces() == 2
    db.session.execute(update(IdempotencyKey).values(created_at=func.now() - timedelta(hours=25)))
    forget_answers()
    assert db.session.scalar(select(IdempotencyKey.id)) is None


def test_pictures(api: Api) -> None:
    """Which end the transaction on the way."""
    slug = api.post("/marketplaces", NEW).body["slug"]
    service = api.post(f"/marketplaces/{slug}/services", {"name": "Weeding", "price": "9.00"}).body["id"]
    path = f"/services/{service}/pictures"
    content = a_picture(40, 30)
    answers = [api.post(path, key="one", data=content, content_type="image/png") for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 201]
    assert answers[0].body == answers[1].body
    assert len(api.get(path).body["items"]) == 1
    assert api.post(path, key="one", data=a_picture(41, 30), content_type="image/png").kind == "key-reused"
