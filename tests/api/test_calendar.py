"""A seller's hours, days, blocks and terms; and what they are told."""

from __future__ import annotations

from uuid import UUID

import pytest

from domanu.core.db import db
from domanu.core.time import now
from tests.api.conftest import Connect
from tests.api.selling import sell
from tests.api.support import Api
from tests.support.people import Person

NINE_TO_FIVE = [{"start": "09:00", "end": "17:00"}]


@pytest.fixture
def api(connect: Connect, alice: Person) -> Api:
    return connect(alice)


@pytest.fixture
def calculus(market: str, alice: Person, bob: Person) -> UUID:
    key = sell(market, alice, "Calculus", bob)
    db.session.commit()
    return key


def test_hours(api: Api) -> None:
    first = api.get("/me/calendar").body
    assert first["hours"]["monday"] == []
    body = {"hours": {"monday": [*NINE_TO_FIVE, {"start": "17:00", "end": "24:00"}]}, "time_zone": "Europe/Lisbon"}
    told = api.put("/me/calendar", body, seen=first["edition"]).body
    assert told["hours"]["monday"] == [{"start": "09:00", "end": "24:00"}]
    assert told["time_zone"] == "Europe/Lisbon"
    assert api.put("/me/calendar", body, seen=first["edition"]).kind == "edition-passed"


@pytest.mark.parametrize(
    ("hours", "kind"),
    [
        ({"monday": [{"start": "17:00", "end": "09:00"}]}, "bad-hours"),
        ({"monday": [{"start": "09:00", "end": "12:00"}, {"start": "11:00", "end": "13:00"}]}, "bad-hours"),
        ({"monday": [{"start": "9", "end": "12:00"}]}, "unfit"),
        ({"funday": []}, "unfit"),
        ({"monday": NINE_TO_FIVE * 13}, "unfit"),
    ],
)
def test_hours_that_will_not_do(api: Api, hours: dict[str, object], kind: str) -> None:
    answer = api.put("/me/calendar", {"hours": hours, "time_zone": "UTC"}, seen=1)
    assert (answer.status, answer.kind) == (422, kind)


def test_days(api: Api) -> None:
    year = now().year + 1
    body = {"first": f"{year}-08-01", "last": f"{year}-08-03", "note": "Summer"}
    days = api.post("/me/days", body).body["items"]
    assert (days[0]["day"], days[0]["hours"], days[0]["note"]) == (f"{year}-08-01", [], "Summer")
    assert api.delete(f"/me/days/{days[0]['id']}").status == 204
    assert len(api.get("/me/days").body["items"]) == 2
    assert api.post("/me/days", body | {"last": f"{year + 2}-08-03"}).kind == "too-long"
    assert api.post("/me/days", body | {"last": f"{year}-07-03"}).kind == "bad-hours"


def test_blocks(api: Api, connect: Connect, bob: Person) -> None:
    year = now().year + 1
    body = {"starts_at": f"{year}-03-02T09:00:00+01:00", "ends_at": f"{year}-03-02T12:00:00+01:00", "label": "Dentist"}
    made = api.post("/me/blocks", body)
    assert made.body["starts_at"] == f"{year}-03-02T08:00:00+00:00"
    path = f"/me/blocks/{made.body['id']}"
    assert connect(bob).get(path).kind == "not-found"
    assert connect(bob).delete(path).kind == "not-found"
    assert api.post("/me/blocks", body).kind == "time-taken"
    agenda = api.get(f"/me/agenda?from={year}-03-02&until={year}-03-02").body
    assert [(entry["kind"], entry["name"]) for entry in agenda["items"]] == [("block", "Dentist")]
    assert api.delete(path).status == 204
    assert api.post("/me/blocks", body | {"ends_at": f"{year}-04-02T12:00:00+01:00"}).kind == "too-long"
    assert api.post("/me/blocks", body | {"ends_at": f"{year}-03-02T12:00:00"}).kind == "unfit"


def test_terms(api: Api, connect: Connect, bob: Person, calculus: UUID) -> None:
    path = f"/services/{calculus}/terms"
    seen = connect().get(path).body["edition"]
    changed = api.patch(path, {"duration": 50, "other_durations": [{"minutes": 90, "price": "60.00"}]}, seen=seen)
    assert changed.body["other_durations"] == [{"minutes": 90, "price": "60.00"}]
    assert api.patch(path, {"duration": 50}, seen=seen).kind == "edition-passed"
    assert api.patch(path, {"notice_minutes": -1}, seen=seen + 1).kind == "bad-terms"
    assert api.post(path, {"duration": 50}).kind == "terms-there"
    assert connect(bob).patch(path, {"duration": 5}, seen=seen).kind == "forbidden"
    assert api.delete(path).status == 204
    assert api.get(path).kind == "not-found"
    assert api.get(f"/services/{calculus}/times").kind == "not-offered"
    assert api.post(path, {"duration": 50}).body["duration"] == 50


def test_notifications(connect: Connect, api: Api, dora: Person, run_jobs: object, open_market: object) -> None:
    assert callable(run_jobs)
    assert callable(open_market)
    slug = open_market("Club", private=False, approval=True)
    api.put(f"/marketplaces/{slug}/membership", {"rules_version": 1})
    run_jobs()
    team = connect(dora)
    [told] = team.get("/notifications").body["items"]
    assert told["text"] == "Alice asks to join Club."
    assert told["url"].startswith("http://localhost/")
    assert api.put(f"/notifications/{told['id']}/reading").kind == "not-found"
    assert team.put(f"/notifications/{told['id']}/reading").status == 204
    assert team.get("/notifications?unread=true").body["items"] == []
    assert team.post("/notifications/reading", {"until": told["id"]}).status == 204
