"""Marketplaces and services by address, method and role, with something real at each address."""

from __future__ import annotations

import re
from contextlib import nullcontext

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.access.places import address_of, methods_of, our_rules, things_in
from tests.access.table import DECLARED
from tests.access.writes import WRITES, form_of
from tests.support.snapshot import changes_between, take_snapshot
from tests.support.town import ROLES, Town
from tests.support.visits import Visits, connection, undone

PARTS = re.compile(r"(?<=/)(?:(?<=/m/)[^/]+|(?<=/i/)[^/]+|[0-9a-f]{8}-[0-9a-f-]{27})")
PLACES = ("private", "public")


def test_nothing_is_undeclared(app: Flask) -> None:
    found = {(rule.endpoint, method) for rule in our_rules(app) for method in methods_of(rule)}
    declared = {(endpoint, method) for endpoint, methods in DECLARED.items() for method in methods}
    assert found == declared
    assert {endpoint for endpoint, methods in DECLARED.items() if "POST" in methods} == WRITES.keys()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ROLES)
def test_reading(town: Town, visits: Visits, role: str, place: str) -> None:
    """It changes nothing, so that nothing has to be taken back in between."""
    before = take_snapshot(connection())
    assert wrong_answers(visits, town, role, place, "GET") == []
    assert changes_between(before, take_snapshot(connection())) == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ROLES)
def test_writing(town: Town, visits: Visits, role: str, place: str) -> None:
    assert wrong_answers(visits, town, role, place, "POST") == []


def wrong_answers(visits: Visits, town: Town, role: str, place: str, method: str) -> list[tuple[object, ...]]:
    wrong: list[tuple[object, ...]] = []
    for rule in (rule for rule in our_rules(visits.app) if method in (rule.methods or ())):
        address = address_of(visits.app, rule, things_in(town, getattr(town, place), rule))
        with undone() if method == "POST" else nullcontext():
            form = form_of(rule.endpoint) if method == "POST" else None
            given = told(visits.ask(role, method, address, data=form))
        expected = DECLARED[rule.endpoint][method][PLACES.index(place)][role]
        if given != expected:
            wrong.append((rule.endpoint, given, expected))
    return wrong


def told(answer: TestResponse) -> int | str:
    """A redirect by where it leads, whatever is to be named there."""
    return answer.status_code if answer.status_code not in {302, 303} else leads_to(answer.location)


def leads_to(location: str) -> str:
    path = re.split(r"[?#]", location)[0]
    return "/m/fresh-paint" if path.startswith("/m/fresh-paint") else PARTS.sub("…", path)
