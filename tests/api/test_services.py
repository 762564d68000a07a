from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest

from domanu.calendar.operations.refreshing import refresh_openings
from domanu.core.db import db
from domanu.marketplaces import join_marketplace
from tests.api.conftest import Connect
from tests.api.selling import sell
from tests.api.support import Api
from tests.support.people import Person
from tests.support.picture import a_picture

NEW = {"name": "Calculus", "description": "Bring a *pencil*.", "price": "40.00"}


@pytest.fixture
def api(connect: Connect, alice: Person, market: str) -> Api:
    join_marketplace(market, alice.id)
    db.session.commit()
    return connect(alice)


@pytest.fixture
def path(api: Api, market: str) -> str:
    return f"/services/{api.post(f'/marketplaces/{market}/services', NEW).body['id']}"


def test_one_is_put_up(api: Api, connect: Connect, path: str, market: str) -> None:
    told = connect().get(path).body
    assert told["price"] == {"amount": "40.00", "currency": "USD"}
    assert (told["own"], told["seller"]["username"]) == (False, "alice")
    assert [row["name"] for row in connect().get(f"/marketplaces/{market}/services").body["items"]] == ["Calculus"]
    assert [row["name"] for row in api.get("/me/services").body["items"]] == ["Calculus"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"price": 40},
        {"price": "40"},
        {"price": "40.001"},
        {"price": "-1.00"},
        {"price": "1000000.00"},
        {"name": " "},
        {"name": None},
        {"category_id": "no"},
        {"status": "listed"},
    ],
)
def test_what_will_not_do(api: Api, market: str, wrong: dict[str, object]) -> None:
    assert api.post(f"/marketplaces/{market}/services", NEW | wrong).kind == "unfit"


def test_a_category_of_elsewhere(api: Api, market: str) -> None:
    answer = api.post(f"/marketplaces/{market}/services", NEW | {"category_id": str(uuid4())})
    assert (answer.status, answer.kind) == (422, "no-such-category")


def test_a_stranger_sells_nothing(connect: Connect, bob: Person, market: str) -> None:
    assert connect(bob).post(f"/marketplaces/{market}/services", NEW).kind == "forbidden"


def test_an_edit(api: Api, connect: Connect, bob: Person, path: str) -> None:
    answer = api.patch(path, {"price": "45.50"}, seen=1)
    assert (answer.body["price"]["amount"], answer.body["name"], answer.headers["ETag"]) == ("45.50", "Calculus", '"2"')
    assert api.patch(path, {"price": "1.00"}, seen=1).kind == "edition-passed"
    assert api.patch(path, {"price": None}, seen=2).kind == "unfit"
    assert connect(bob).patch(path, {"price": "1.00"}, seen=2).kind == "forbidden"


def test_searching(api: Api, connect: Connect, path: str) -> None:
    def found(query: str) -> int:
        return len(connect().get(f"/services?{query}").body["items"])

    assert [found(query) for query in ("q=calc", "q=french", "least=41.00", "most=40.00&sort=cheapest")] == [1, 0, 0, 1]
    assert api.put(f"{path}/availability", {"available": False}).body["available"] is False
    assert [found("available=true"), found("available=false")] == [0, 1]


def test_free_on_a_day(connect: Connect, market: str, alice: Person) -> None:
    sell(market, alice, "Calculus")
    refresh_openings()
    db.session.commit()
    [card] = connect().get("/services").body["items"]
    day = card["next_free"][:10]
    assert len(connect().get(f"/services?free_on={day}").body["items"]) == 1
    assert len(connect().get(f"/marketplaces/{market}/services?free_on=2199-01-01").body["items"]) == 0


def test_favourites(connect: Connect, bob: Person, path: str) -> None:
    api = connect(bob)
    assert api.put(f"{path}/favourite").status == 204
    assert [row["favourite"] for row in api.get("/me/favourites").body["items"]] == [True]
    assert api.delete(f"{path}/favourite").status == 204
    assert api.get("/me/favourites").body["items"] == []


def test_pictures(api: Api, path: str) -> None:
    all_ = f"{path}/pictures"
    form = {"picture": (BytesIO(a_picture(40, 30)), "a.jpg"), "alt": "First"}
    assert api.post(all_, data=form).status == 201
    raw = api.post(f"{all_}?alt=Second", data=a_picture(30, 40), content_type="image/jpeg")
    first, second = raw.body["items"]
    assert [first["alt"], second["alt"]] == ["First", "Second"]
    assert first["url"].startswith("http://localhost/files/services/")
    moved = api.post(f"{all_}/{second['id']}/position", {"to": "up"})
    assert [picture["alt"] for picture in moved.body["items"]] == ["Second", "First"]
    assert api.patch(f"{all_}/{first['id']}", {"alt": "A garden"}).body["items"][1]["alt"] == "A garden"
    assert api.delete(f"{all_}/{second['id']}").status == 204
    assert api.get("/services?q=calculus").body["items"][0]["picture_alt"] == "A garden"


@pytest.mark.parametrize(
    ("body", "type_", "status"),
    [
        (b"no picture", "image/png", 422),
        (b"{}", "application/json", 415),
        (b"", "", 415),
        ({"alt": "Nothing"}, "multipart/form-data", 422),
    ],
)
def test_what_is_no_picture(api: Api, path: str, body: object, type_: str, status: int) -> None:
    more = {"content_type": type_} if type_ else {}
    assert api.post(f"{path}/pictures", data=body, **more).status == status


def test_deleting(api: Api, path: str) -> None:
    assert api.delete(path).status == 204
    assert api.get(path).kind == "not-found"


def test_moderating(connect: Connect, dora: Person, path: str) -> None:
    assert connect(dora).put(f"{path}/takedown").body["status"] == "removed"
    assert connect().get(path).kind == "not-found"
    assert connect(dora).delete(f"{path}/takedown").status == 204
    assert connect().get(path).status == 200
