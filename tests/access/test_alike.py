"""Whoever may not know of a thing cannot tell it from what never was, whatever they look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.access.alike import Impression, impression_of
from tests.access.places import ABSENT, address_of, methods_of, our_rules, things_in
from tests.access.writes import WRITES, form_of
from tests.support.client import HX
from tests.support.snapshot import changes_between, take_snapshot
from tests.support.town import Town
from tests.support.visits import Visits, connection

STRANGERS = ("anonymous", "unconfirmed", "stranger", "left", "other_designer")
PARTS = {"slug", "key", "picture"}
WAYS: dict[str, dict[str, str]] = {"plain": {}, "htmx": HX, "without the token": {"X-CSRFToken": "x"}}
QUICK = [("anonymous", "plain"), ("unconfirmed", "htmx"), ("left", "plain"), ("other_designer", "htmx")]
QUICK += [("stranger", way) for way in WAYS]
LOOKS = [
    (role, way) if (role, way) in QUICK else pytest.param(role, way, marks=pytest.mark.soak)
    for role in STRANGERS
    for way in WAYS
]


@pytest.fixture(autouse=True)
def unharmed(app: Flask) -> Iterator[None]:
    """Nothing in here changes anything, which is why nothing has to be taken back either."""
    before = take_snapshot(connection())
    yield
    assert changes_between(before, take_snapshot(connection())) == []


@pytest.mark.parametrize(("role", "way"), LOOKS)
def test_private_and_absent(app: Flask, town: Town, visits: Visits, role: str, way: str) -> None:
    """For a stranger nothing in a private marketplace is there."""
    wrong = []
    for rule in (rule for rule in our_rules(app) if rule.arguments & PARTS):
        hidden = things_in(town, town.private, rule)
        for method in methods_of(rule):
            first, second = [impression(visits, role, rule, method, things, way) for things in (hidden, ABSENT)]
            if first != second:
                wrong.append((rule.endpoint, method, first, second))
    assert wrong == []


@pytest.mark.parametrize("way", WAYS)
def test_foreign_and_absent_parts(app: Flask, town: Town, visits: Visits, way: str) -> None:
    """Who may do something in one marketplace reaches nothing of another by its key."""
    wrong = []
    for rule in (rule for rule in our_rules(app) if len(rule.arguments & PARTS) > 1):
        foreign, absent = mixed(town, rule), mixed(town, rule, ABSENT)
        role = WRITES[rule.endpoint].role if rule.endpoint in WRITES else "designer"
        for method in methods_of(rule):
            first, second = [impression(visits, role, rule, method, things, way) for things in (foreign, absent)]
            if first != second or first.status != (400 if method == "POST" and "token" in way else 404):
                wrong.append((rule.endpoint, method, first, second))
    assert wrong == []


def impression(visits: Visits, role: str, rule: Rule, method: str, things: Mapping[str, Any], way: str) -> Impression:
    address = address_of(visits.app, rule, things)
    form = form_of(rule.endpoint) if method == "POST" else None
    answer = visits.ask(role, method, address, data=form, headers=WAYS[way])
    return impression_of(answer, visits.session_after(role), [things[name] for name in rule.arguments])


def mixed(town: Town, rule: Rule, parts: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The marketplace or the service is one's own, the part of it another's."""
    own = things_in(town, town.private, rule)
    other = parts or things_in(town, town.other, rule) | _others_person(town, rule)
    part = "picture" if "picture" in rule.arguments else "key"
    return own | {part: other[part]}


def _others_person(town: Town, rule: Rule) -> dict[str, Any]:
    is_person = "/members/" in str(rule) or "/requests/" in str(rule)
    return {"key": town.people["stranger"].id} if is_person else {}
