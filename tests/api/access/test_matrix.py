"""Every endpoint by role, with something real at each address; and what is hidden is like what is absent."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from flask import Flask

from domanu.api.resources import ENDPOINTS
from domanu.api.scopes import NAMES
from tests.api.access.table import DECLARED, STRANGERS
from tests.api.access.things import Things, options_for, path_of, prepare
from tests.api.conftest import token_of
from tests.api.support import Api
from tests.support.snapshot import Change, Snapshot, changes_between, take_snapshot
from tests.support.town import ROLES, Town
from tests.support.visits import connection, undone

FOUND, MADE = 200, 201
PLACES = ("private", "public")
TELLING = {"private": ("stranger", "banned", "member", "seller", "moderator", "designer"), "public": ("anonymous",)}
LOOKS = [
    (place, role) if role in TELLING[place] else pytest.param(place, role, marks=pytest.mark.soak)
    for place in PLACES
    for role in ROLES
]


@pytest.fixture
def private(app: Flask, town: Town) -> Things:
    return prepare(town, town.private)


def test_nothing_is_undeclared() -> None:
    assert {endpoint.name for endpoint in ENDPOINTS} == DECLARED.keys()


@pytest.mark.parametrize(("place", "role"), LOOKS)
def test_matrix(town: Town, programs: dict[str, Api], place: str, role: str) -> None:
    """What a request does is taken back before the next."""
    things, wrong = prepare(town, getattr(town, place)), []
    for endpoint in ENDPOINTS:
        with undone() if endpoint.is_write else nullcontext():
            path, options = path_of(endpoint, town, things), options_for(endpoint, things)
            given = programs[role].send(endpoint.method, path, **options)
            if given.status == MADE:
                assert programs[role].get(given.location).status == FOUND, endpoint.name
        expected = DECLARED[endpoint.name][PLACES.index(place)][role]
        if given.status != expected:
            wrong.append((endpoint.name, given.status, expected))
    assert wrong == []


@pytest.mark.parametrize(
    "role", [role if role == "stranger" else pytest.param(role, marks=pytest.mark.soak) for role in STRANGERS]
)
def test_hidden_and_absent(town: Town, programs: dict[str, Api], private: Things, role: str) -> None:
    """For whoever knows nothing of it there is nothing, whatever they send, and nothing changes either."""
    before, wrong = take_snapshot(connection()), []
    for endpoint in (endpoint for endpoint in ENDPOINTS if {"slug", "key"} & endpoint.hints.keys()):
        options = options_for(endpoint, private)
        for more in ({}, {"seen": None}, {"headers": {"Content-Type": "text/plain"}, "json": None, "data": "x"}):
            hidden, absent = (
                programs[role].send(endpoint.method, path_of(endpoint, town, private, absent=gone), **options | more)
                for gone in (False, True)
            )
            if (hidden.status, hidden.body) != (absent.status, absent.body):
                wrong.append((endpoint.name, hidden, absent))
    assert wrong == []
    assert changed_since(before) == []


@pytest.mark.parametrize("scope", NAMES)
def test_a_token_does_no_more_than_it_may(town: Town, private: Things, scope: str, app: Flask) -> None:
    """Even in the hands of whoever may do all of it."""
    others = [name for name in NAMES if name != scope]
    programs = [Api(app, token_of(town.people[role].id, *others)) for role in ("seller", "designer")]
    before = take_snapshot(connection())
    for endpoint in (endpoint for endpoint in ENDPOINTS if endpoint.needs == [scope]):
        for program in programs:
            given = program.send(endpoint.method, path_of(endpoint, town, private), **options_for(endpoint, private))
            assert (given.status, given.kind) == (403, "no-scope"), endpoint.name
    assert changed_since(before) == []


def changed_since(before: Snapshot) -> list[Change]:
    """Besides the time at which a token was used."""
    return [change for change in changes_between(before, take_snapshot(connection())) if change.table != "api_tokens"]
