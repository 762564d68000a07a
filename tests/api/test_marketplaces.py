from __future__ import annotations

import pytest

from tests.api.conftest import Connect
from tests.api.support import Api
from tests.support.people import Person


@pytest.fixture
def api(connect: Connect, dora: Person) -> Api:
    return connect(dora)


def test_opening_one(api: Api, connect: Connect) -> None:
    rules = {"private": False, "currency": "EUR", "house_percent": "5.00"}
    made = api.post("/marketplaces", {"title": "Garden", "description": "Neighbours help.", "rules": rules})
    assert (made.status, made.body["slug"], made.body["role"]) == (201, "garden", "designer")
    assert made.body["rules"]["house_percent"] == "5.00"
    assert connect().get("/marketplaces/garden").body["status"] == "left"
    assert [row["slug"] for row in connect().get("/marketplaces?q=neighbour").body["items"]] == ["garden"]
    assert [row["slug"] for row in api.get("/me/marketplaces").body["items"]] == ["garden"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 81},
        {"rules": {"currency": "JPY"}},
        {"rules": {"house_percent": "15.01"}},
        {"rules": {"house_percent": 5}},
        {"rules": {"private": "no"}},
        {"rules": {"cancel_hours": True}},
        {"palette": {"strong": "#12345", "pale": "#123456", "third": "#123456"}},
        {"pattern": "tartan"},
        {"designer_id": "01a1fec1-7df6-71e1-9a5d-000000000000"},
    ],
)
def test_what_will_not_do(api: Api, wrong: dict[str, object]) -> None:
    answer = api.post("/marketplaces", {"title": "Garden", "description": "Help.", **wrong})
    assert (answer.status, answer.kind) == (422, "unfit")


def test_it_is_for_designers(connect: Connect, alice: Person) -> None:
    answer = connect(alice).post("/marketplaces", {"title": "Garden", "description": "Help."})
    assert (answer.status, answer.kind) == (403, "not-a-designer")


def test_pages_of_many(api: Api, connect: Connect) -> None:
    for number in range(26):
        body = {"title": f"Garden {number}", "description": "Help.", "rules": {"private": False}}
        assert api.post("/marketplaces", body).status == 201
    first = connect().get("/marketplaces")
    assert len(first.body["items"]) == 24
    link = first.headers["Link"]
    assert link == f'<http://localhost/api/v1/marketplaces?after={first.body["next"]}>; rel="next"'
    rest = connect().get(f"/marketplaces?after={first.body['next']}")
    assert (len(rest.body["items"]), rest.body["next"], "Link" in rest.headers) == (2, None, False)


def test_its_look(api: Api, market: str) -> None:
    path = f"/marketplaces/{market}"
    seen = api.get(path).body["edition"]
    answer = api.patch(path, {"title": "New name"}, seen=seen)
    assert (answer.body["title"], answer.body["slug"]) == ("New name", market)
    assert api.patch(path, {"title": "Other"}, seen=seen - 1).kind == "edition-passed"
    assert api.patch(path, {"title": "Other"}).kind == "no-edition"


def test_its_rules(api: Api, market: str) -> None:
    path = f"/marketplaces/{market}/rules"
    first = api.get(path)
    changed = api.put(path, first.body["rules"] | {"cancel_hours": 48}, seen=first.body["edition"])
    assert (changed.body["version"], changed.body["rules"]["cancel_hours"]) == (2, 48)
    assert api.put(path, first.body["rules"], seen=first.body["edition"]).kind == "edition-passed"


def test_closing_it(api: Api, connect: Connect, alice: Person, market: str) -> None:
    path = f"/marketplaces/{market}"
    assert connect(alice).put(f"{path}/archive").kind == "forbidden"
    assert api.put(f"{path}/archive").status == 204
    joining = connect(alice).put(f"{path}/membership", {"rules_version": 1})
    assert (joining.status, joining.kind) == (409, "archived")
    assert api.delete(f"{path}/archive").status == 204


def test_joining_and_leaving(connect: Connect, alice: Person, market: str) -> None:
    api, path = connect(alice), f"/marketplaces/{market}/membership"
    assert api.put(path, {"rules_version": 2}).kind == "rules-changed"
    assert api.put(path, {"rules_version": 1}).body == {"status": "active", "role": "member", "agrees": True}
    assert api.delete(path).status == 204
    assert api.get(f"/marketplaces/{market}").body["status"] == "left"


def test_those_who_run_it(api: Api, connect: Connect, open_market: object, alice: Person, bob: Person) -> None:
    assert callable(open_market)
    slug = open_market("Club", private=False, approval=True)
    path = f"/marketplaces/{slug}"
    asked = connect(bob).put(f"{path}/membership", {"rules_version": 1, "message": "Please."})
    assert asked.body["status"] == "pending"
    one = f"{path}/members/{bob.id}"
    assert [row["message"] for row in api.get(f"{path}/members?status=pending").body["items"]] == ["Please."]
    assert connect(alice).get(f"{path}/members").kind == "forbidden"
    assert api.put(f"{one}/admission").body["status"] == "active"
    assert api.put(f"{one}/admission").kind == "not-possible"
    assert api.put(f"{one}/role", {"role": "seller"}).body["role"] == "seller"
    assert api.put(f"{one}/role", {"role": "king"}).kind == "unfit"
    assert api.put(f"{one}/ban").body["status"] == "banned"
    assert api.delete(f"{one}/ban").status == 204
    assert api.get(one).body["status"] == "active"


def test_people(api: Api, connect: Connect, dora: Person, market: str, private_market: str) -> None:
    told = connect().get("/profiles/Dora")
    assert [row["slug"] for row in told.body["marketplaces"]] == [market]
    assert len(api.get("/profiles/dora").body["marketplaces"]) == 2
    assert "email" not in told.body
    assert connect().get("/profiles/nobody").kind == "not-found"
