"""Every address, method and role, from the URL map: what is not declared here fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule

from domanu.auth.operations.accounts import disable_user, enable_user
from domanu.core.db import db
from tests.access.places import address_of
from tests.support.client import Client
from tests.support.people import Person
from tests.support.visits import undone

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ROLES = ("anonymous", "unconfirmed", "member", "designer", "staff", "disabled")
FILLED_IN = {
    "token": "x" * 43,
    "key": UUID(int=7),
    "picture": UUID(int=7),
    "slug": "nothing",
    "username": "alice",
    "name": "nothing",
    "kind": "avatar",
    "code": "a",
    "mark": "b",
    "suffix": "svg",
}
Answers = dict[str, int | str]
SIGN_IN, CONFIRM, HOME, ACCOUNT = "/sign-in", "/confirmation", "/", "/account"


def everyone(answer: int | str) -> Answers:
    return dict.fromkeys(ROLES, answer)


def signed_in(answer: int | str) -> Answers:
    return everyone(answer) | {"anonymous": SIGN_IN, "disabled": SIGN_IN}


def confirmed(answer: int | str) -> Answers:
    return signed_in(answer) | {"unconfirmed": CONFIRM}


def staff(answer: int | str) -> Answers:
    return everyone(404) | {"staff": answer}


def visitors(answer: int | str, others: str) -> Answers:
    return everyone(others) | {"anonymous": answer, "disabled": answer}


DECLARED: dict[str, dict[str, Answers]] = {
    "home.index": {"GET": everyone(200)},
    "home.privacy": {"GET": everyone(200)},
    "health.alive": {"GET": everyone(200)},
    "health.ready": {"GET": everyone(200)},
    "static": {"GET": everyone(404)},
    "files.show": {"GET": everyone(404)},
    "drawing.show": {"GET": everyone(404)},
    "dev.styleguide": {"GET": everyone(200)},
    "dev.mails": {"GET": everyone(200)},
    "dev.mail": {"GET": everyone(404)},
    "dev.letter": {"GET": everyone(404)},
    "auth.register": {"GET": visitors(200, ACCOUNT), "POST": visitors(422, ACCOUNT)},
    "auth.sent": {"GET": everyone(200)},
    "auth.confirm": {"GET": everyone(410), "POST": everyone(410)},
    "auth.confirmation": {
        "GET": everyone(ACCOUNT) | {"anonymous": 200, "disabled": 200, "unconfirmed": 200},
        "POST": everyone(ACCOUNT) | {"anonymous": 422, "disabled": 422, "unconfirmed": "/register/sent"},
    },
    "auth.sign_in": {"GET": visitors(200, HOME), "POST": visitors(422, HOME)},
    "auth.sign_out": {"POST": everyone(HOME)},
    "auth.forgotten": {"GET": everyone(200), "POST": everyone(422)},
    "auth.reset": {"GET": everyone(410), "POST": everyone(410)},
    "auth.account": {"GET": signed_in(200)},
    "auth.email": {"GET": signed_in(200), "POST": signed_in(422)},
    "auth.password": {"GET": signed_in(200), "POST": signed_in(422)},
    "auth.devices": {"GET": signed_in(200)},
    "auth.remove_device": {"POST": signed_in(404)},
    "auth.remove_other_devices": {"POST": signed_in("/account/devices")},
    "auth.export": {"GET": signed_in(200), "POST": signed_in(200)},
    "auth.closing": {"GET": signed_in(200), "POST": signed_in(422)},
    "profiles.edit": {"GET": signed_in(200), "POST": signed_in("/profile")},
    "profiles.show": {"GET": everyone(200)},
    "profiles.picture": {"GET": signed_in(200), "POST": signed_in(422)},
    "profiles.remove_picture": {"POST": signed_in("/profile")},
    "profiles.designer": {"GET": confirmed(200), "POST": confirmed("/designer")},
    "profiles.request_designing": {"POST": confirmed(403)},
    "profiles.withdraw": {"POST": confirmed("/designer")},
    "profiles.designer_requests": {"GET": staff(200)},
    "profiles.approve": {"POST": everyone(404)},
    "profiles.decline": {"POST": everyone(404)},
    # Of a marketplace that is not there. Of those that are, tests/access tells.
    "marketplaces.index": {"GET": everyone(200)},
    "marketplaces.mine": {"GET": signed_in(200)},
    "marketplaces.open_new": {
        "GET": confirmed("/designer") | {"designer": 200},
        "POST": confirmed("/designer") | {"designer": 422},
    },
    "marketplaces.preview": {"POST": confirmed(200)},
    "marketplaces.invited": {"GET": everyone(410)},
    "marketplaces.accept": {"POST": confirmed(410)},
    "marketplaces.show": {"GET": everyone(404)},
    "marketplaces.history": {"GET": everyone(404)},
    "marketplaces.leaving": {"GET": everyone(404)},
    "marketplaces.team": {"GET": everyone(404)},
    "marketplaces.requests": {"GET": everyone(404)},
    "marketplaces.members": {"GET": everyone(404)},
    "marketplaces.banning": {"GET": everyone(404)},
    "marketplaces.invitations": {"GET": everyone(404)},
    "marketplaces.categories": {"GET": everyone(404)},
    "marketplaces.closing": {"GET": everyone(404)},
    "marketplaces.rules": {"GET": everyone(404), "POST": everyone(404)},
    "marketplaces.look": {"GET": everyone(404), "POST": everyone(404)},
    "marketplaces.rename_category": {"GET": everyone(404), "POST": everyone(404)},
    "marketplaces.handover": {"GET": everyone(404), "POST": everyone(404)},
    "marketplaces.join": {"POST": everyone(404)},
    "marketplaces.leave": {"POST": everyone(404)},
    "marketplaces.agree": {"POST": everyone(404)},
    "marketplaces.take_over": {"POST": everyone(404)},
    "marketplaces.refuse": {"POST": everyone(404)},
    "marketplaces.admit": {"POST": everyone(404)},
    "marketplaces.decline": {"POST": everyone(404)},
    "marketplaces.give_role": {"POST": everyone(404)},
    "marketplaces.ban": {"POST": everyone(404)},
    "marketplaces.unban": {"POST": everyone(404)},
    "marketplaces.invite": {"POST": everyone(404)},
    "marketplaces.revoke": {"POST": everyone(404)},
    "marketplaces.preview_rules": {"POST": everyone(404)},
    "marketplaces.preview_look": {"POST": everyone(404)},
    "marketplaces.add_category": {"POST": everyone(404)},
    "marketplaces.move_category": {"POST": everyone(404)},
    "marketplaces.removing_category": {"GET": everyone(404)},
    "marketplaces.remove_category": {"POST": everyone(404)},
    "marketplaces.withdraw": {"POST": everyone(404)},
    "marketplaces.close": {"POST": everyone(404)},
    "marketplaces.reopen": {"POST": everyone(404)},
    "programs.guide": {"GET": everyone(200)},
    "programs.problems": {"GET": everyone(200)},
    "programs.resource": {"GET": everyone(404)},
    "programs.tokens": {"GET": confirmed(200), "POST": confirmed(422)},
    "programs.revoke": {"POST": confirmed(404)},
    # Of a service that is not there. Of those that are, tests/access tells.
    "services.index": {"GET": everyone(200)},
    "services.show": {"GET": everyone(404)},
    "services.create": {"GET": everyone(404), "POST": everyone(404)},
    "services.edit": {"GET": everyone(404), "POST": everyone(404)},
    "services.removing": {"GET": everyone(404)},
    "services.remove": {"POST": everyone(404)},
    "services.availability": {"POST": everyone(404)},
    "services.pictures": {"GET": everyone(404), "POST": everyone(404)},
    "services.move": {"POST": everyone(404)},
    "services.describe": {"POST": everyone(404)},
    "services.remove_one": {"POST": everyone(404)},
    "services.keep": {"POST": everyone(404)},
    "services.let_go": {"POST": signed_in("/favourites")},
    "services.favourites": {"GET": signed_in(200)},
    "services.selling": {"GET": signed_in(200)},
    # Of a booking, a hold or a service that is not there.
    "bookings.index": {"GET": signed_in(200)},
    "bookings.hold": {"POST": everyone(404)},
    "bookings.let_go": {"POST": confirmed(404)},
    "bookings.book": {"POST": confirmed(404)},
    "bookings.show": {"GET": signed_in(404)},
    "bookings.entry": {"GET": signed_in(404)},
    "bookings.confirm": {"POST": signed_in(404)},
    "bookings.decline": {"POST": signed_in(404)},
    "bookings.withdraw": {"POST": signed_in(404)},
    "bookings.report": {"POST": signed_in(404)},
    "bookings.take_back": {"POST": signed_in(404)},
    "bookings.cancel": {"GET": signed_in(404), "POST": signed_in(404)},
    "bookings.moving": {"GET": signed_in(404)},
    "bookings.move": {"POST": signed_in(404)},
    "bookings.wait": {"POST": everyone(404)},
    "bookings.leave": {"POST": signed_in(404)},
    "bookings.repetition": {"GET": confirmed(404), "POST": confirmed(404)},
    "bookings.selling": {"GET": signed_in(200)},
    "bookings.calendar": {"GET": signed_in(200)},
    "calendar.hours": {"GET": confirmed(200), "POST": confirmed("/selling/hours")},
    "calendar.take_days_off": {"POST": confirmed(422)},
    "calendar.return_to_usual": {"POST": confirmed(404)},
    "calendar.block": {"GET": confirmed(200), "POST": confirmed(422)},
    "calendar.removing_block": {"GET": confirmed(404)},
    "calendar.unblock": {"POST": confirmed(404)},
    "calendar.times": {"GET": everyone(404), "POST": everyone(404)},
    "calendar.remove_times": {"POST": everyone(404)},
    "calendar.why": {"GET": everyone(404)},
    "bookings.feeds": {"GET": confirmed(200), "POST": confirmed(422)},
    "bookings.remove_busy_feed": {"POST": confirmed(404)},
    "services.take_down": {"POST": everyone(404)},
    "bookings.feed": {"GET": everyone(404)},
    "bookings.make_address": {"POST": signed_in(HOME)},
    "bookings.remove_address": {"POST": signed_in(HOME)},
    "notifications.inbox": {"GET": signed_in(200)},
    "notifications.unread": {"GET": signed_in("/inbox")},
    "notifications.read": {"GET": signed_in(404)},
    "notifications.read_all": {"POST": signed_in(400)},
    "notifications.preferences": {"GET": signed_in(200), "POST": signed_in("/account/notifications")},
    "notifications.live": {"GET": signed_in(200) | {"anonymous": 204, "disabled": 204}},
    "services.put_back": {"POST": everyone(404)},
}


def page_rules(app: Flask) -> list[Rule]:
    """Of the API, which no cookie opens, tests/api tells."""
    return [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith("api.")]


@pytest.fixture
def role_client(request: pytest.FixtureRequest, app: Flask) -> Callable[[str], Client]:
    def sign_in(role: str) -> Client:
        client: Client = app.test_client()  # type: ignore[assignment]
        if role == "anonymous":
            return client
        names = {"unconfirmed": "una", "member": "bob", "designer": "dora", "staff": "stella", "disabled": "charlie"}
        person: Person = request.getfixturevalue(names[role])
        enable_user(person.id)
        db.session.commit()
        client.sign_in(person.id)
        if role == "disabled":
            disable_user(person.id)
            db.session.commit()
        return client

    return sign_in


def test_nothing_is_undeclared(app: Flask) -> None:
    found = {
        (rule.endpoint, method) for rule in page_rules(app) for method in (rule.methods or ()) if method in METHODS
    }
    declared = {(endpoint, method) for endpoint, methods in DECLARED.items() for method in methods}
    assert found == declared


@pytest.mark.parametrize("role", ROLES)
def test_matrix(app: Flask, role: str, role_client: Callable[[str], Client], alice: Person) -> None:
    """What a request does is taken back before the next, and so is its cookie."""
    client = role_client(role)
    token, cookies = client.csrf_token(), dict(client._cookies or {})
    wrong = []
    for rule in page_rules(app):
        for method, declared in DECLARED[rule.endpoint].items():
            client._cookies = dict(cookies)
            with undone() if method == "POST" else nullcontext():
                answer = client.open(address_of(app, rule, FILLED_IN), method=method, data={"csrf_token": token})
            given = answer.status_code if answer.status_code not in {302, 303} else answer.location.partition("?")[0]
            if given != declared[role]:
                wrong.append((rule.endpoint, method, role, given, declared[role]))
    assert wrong == []


def test_other_methods_are_for_nobody(app: Flask, client: Client) -> None:
    rules = page_rules(app)
    addresses = {str(rule): address_of(app, rule, FILLED_IN) for rule in rules}
    allowed = {
        path: {method for rule in rules if str(rule) == path for method in rule.methods or ()} for path in addresses
    }
    for path, address in addresses.items():
        for method in set(METHODS) - allowed[path]:
            answer = client.open(address, method=method, data={"csrf_token": client.csrf_token()})
            assert answer.status_code == 405, (method, path)


def test_a_write_without_the_token_is_refused(app: Flask, bob: Person, sign_in_as: Callable[[Person], Client]) -> None:
    client = sign_in_as(bob)
    for rule in page_rules(app):
        if "POST" in (rule.methods or ()):
            assert client.post(address_of(app, rule, FILLED_IN)).status_code == 400, rule.endpoint


def test_hidden_and_absent_answer_alike(app: Flask, bob: Person, sign_in_as: Callable[[Person], Client]) -> None:
    client = sign_in_as(bob)
    hidden, absent = client.get("/staff/designer-requests"), client.get("/staff/no-such-thing")
    assert _without_tokens(hidden.text) == _without_tokens(absent.text)


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)
