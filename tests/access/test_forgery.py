"""No form is taken that did not come from a page that was made for whoever sends it."""

from __future__ import annotations

import pytest
from itsdangerous import URLSafeTimedSerializer

from tests.access.places import address_of, our_rules, things_in
from tests.access.writes import WRITES, form_of
from tests.support.client import HX
from tests.support.snapshot import changes_between, take_snapshot
from tests.support.town import Town
from tests.support.visits import Visits, connection

WAYS: tuple[dict[str, str], ...] = (
    {},
    HX,
    {"X-CSRFToken": "x"},
    {"Origin": "http://localhost", "Referer": "http://localhost/"},
)


@pytest.mark.parametrize("way", [*range(len(WAYS)), "somebody else's"])
def test_every_write_wants_the_token(town: Town, visits: Visits, way: int | str) -> None:
    """By whoever may do it, as the tests beside this one show."""
    before, taken = take_snapshot(connection()), []
    for rule in (rule for rule in our_rules(visits.app) if "POST" in (rule.methods or ())):
        write = WRITES[rule.endpoint]
        address = address_of(visits.app, rule, things_in(town, getattr(town, write.place), rule))
        headers = WAYS[way] if isinstance(way, int) else {"X-CSRFToken": somebodys(visits)}
        answer = visits.ask(write.role, "POST", address, token=False, data=form_of(rule.endpoint), headers=headers)
        if answer.status_code != 400:
            taken.append((rule.endpoint, answer.status_code))
    assert taken == []
    assert changes_between(before, take_snapshot(connection())) == []


def somebodys(visits: Visits) -> str:
    """Made by this very site, for another browser."""
    return str(URLSafeTimedSerializer(str(visits.app.secret_key), salt="wtf-csrf-token").dumps("b" * 40))
