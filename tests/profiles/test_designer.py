from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from flask_mail import Message
from sqlalchemy import select

from domanu.core.db import db
from domanu.profiles import make_designer, profile_of
from domanu.profiles.errors import NotSelfService
from domanu.profiles.models import DesignerRequest
from tests.support.client import HX, Client
from tests.support.people import Person

SignIn = Callable[[Person], Client]
Jobs = Callable[[], int]


@contextmanager
def policy(app: Flask, designers: str) -> Iterator[None]:
    before = app.extensions["domanu.config"]
    app.extensions["domanu.config"] = replace(before, designers=designers)
    yield
    app.extensions["domanu.config"] = before


def is_designer(person: Person) -> bool:
    db.session.expire_all()
    return profile_of(person.id).designer


def test_self_service(alice: Person, sign_in_as: SignIn, client: Client) -> None:
    assert sign_in_as(alice).submit("/designer").location == "/designer"
    assert is_designer(alice)
    assert 'class="button primary" href="/marketplaces/new"' in sign_in_as(alice).get("/designer").text
    assert "Designer" in client.get("/@alice").text


def test_it_takes_a_confirmed_address(una: Person, sign_in_as: SignIn) -> None:
    assert sign_in_as(una).submit("/designer").location == "/confirmation"
    assert not is_designer(una)


@pytest.mark.parametrize("designers", ["request", "staff"])
def test_nobody_makes_oneself_one_where_the_setting_forbids_it(
    app: Flask, alice: Person, sign_in_as: SignIn, designers: str
) -> None:
    with policy(app, designers):
        assert sign_in_as(alice).submit("/designer").status_code == 403
    with pytest.raises(NotSelfService):
        make_designer(alice.id, policy=designers, actor_id=alice.id)
    assert not is_designer(alice)


@pytest.mark.parametrize("designers", ["self-service", "staff"])
def test_no_requests_where_nobody_asks_for_them(app: Flask, alice: Person, sign_in_as: SignIn, designers: str) -> None:
    with policy(app, designers):
        assert sign_in_as(alice).submit("/designer/request", reason="Tutoring").status_code == 403


def test_asking_and_being_answered(
    app: Flask, alice: Person, stella: Person, sign_in_as: SignIn, outbox: list[Message], run_jobs: Jobs
) -> None:
    with policy(app, "request"):
        applicant, staff = sign_in_as(alice), sign_in_as(stella)
        assert applicant.submit("/designer/request", reason="").status_code == 422
        assert applicant.submit("/designer/request", reason="Tutoring on campus").location == "/designer"
        assert applicant.submit("/designer/request", reason="Again").location == "/designer"
        key = db.session.scalars(select(DesignerRequest.id)).one()
        assert "Tutoring on campus" in staff.get("/staff/designer-requests").text
        assert applicant.submit(f"/staff/designer-requests/{key}/approval").status_code == 404
        swapped = staff.submit(f"/staff/designer-requests/{key}/approval", headers=HX)
        assert "<html" not in swapped.text
        assert staff.submit(f"/staff/designer-requests/{key}/refusal").status_code == 404
    assert is_designer(alice)
    run_jobs()
    assert outbox[-1].recipients == [alice.email]


def test_declined_and_withdrawn(app: Flask, alice: Person, bob: Person, stella: Person, sign_in_as: SignIn) -> None:
    with policy(app, "request"):
        for person in (alice, bob):
            sign_in_as(person).submit("/designer/request", reason="Tutoring")
        assert sign_in_as(alice).submit("/designer/request/removal").location == "/designer"
        [waiting] = db.session.scalars(select(DesignerRequest).where(DesignerRequest.status == "pending")).all()
        assert waiting.user_id == bob.id
        staff = sign_in_as(stella)
        assert staff.submit(f"/staff/designer-requests/{waiting.id}/refusal").location == "/staff/designer-requests"
    assert not is_designer(alice)
    assert not is_designer(bob)


def test_nothing_left_to_withdraw(alice: Person, sign_in_as: SignIn) -> None:
    client = sign_in_as(alice)
    assert client.submit("/designer/request/removal").location == "/designer"
    assert "None of your requests is waiting" in client.get("/designer").text
