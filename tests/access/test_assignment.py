"""A form changes what it asks for and nothing else, whatever else is sent along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.access.changes import CHANGES
from tests.access.hostile_columns import columns_with_values
from tests.access.places import address_of, our_rules, things_in
from tests.access.writes import WRITES, form_of
from tests.support.snapshot import Change, changes_between, take_snapshot
from tests.support.town import Town
from tests.support.visits import Visits, connection, undone

TURNS = 2
DRAWN = r"\('token', '[0-9a-f]{64}'\)|(?<='fresh-paint-)[a-z]{5}"
BY_THE_CLOCK = r"'fresh_until'[,:] '[^']*'"


@pytest.mark.parametrize("endpoint", WRITES)
def test_only_what_it_asks_for(app: Flask, town: Town, visits: Visits, endpoint: str) -> None:
    plain = changes_by(visits, town, endpoint, {})
    assert columns_of(plain) == CHANGES[endpoint]
    for turn in range(TURNS):
        columns = columns_with_values(town, connection(), turn)
        more = {name: value for name, value in columns.items() if name not in WRITES[endpoint].fields}
        assert told(changes_by(visits, town, endpoint, more)) == told(plain)


def changes_by(visits: Visits, town: Town, endpoint: str, more: Mapping[str, str]) -> list[Change]:
    write = WRITES[endpoint]
    with undone():
        for step in write.before:
            send(visits, town, step, write.role, {})
        before = take_snapshot(connection())
        send(visits, town, endpoint, write.role, more)
        return changes_between(before, take_snapshot(connection()))


def send(visits: Visits, town: Town, endpoint: str, role: str, more: Mapping[str, str]) -> None:
    """Along with the form and in the address alike."""
    rule = next(rule for rule in our_rules(visits.app) if rule.endpoint == endpoint and "POST" in (rule.methods or ()))
    place = getattr(town, WRITES[endpoint].place)
    address = address_of(visits.app, rule, things_in(town, place, rule))
    answer = visits.ask(role, "POST", f"{address}?{urlencode(more)}", data={**more, **form_of(endpoint)})
    assert answer.status_code in {200, 303}, (endpoint, answer.status_code)


def columns_of(changes: list[Change]) -> set[str]:
    return {name for change in changes for name in change.columns}


def told(changes: list[Change]) -> str:
    """All of it, but for the names of what was made, and what the lot or the clock says."""
    made = [
        str(change.after["id"]) for change in changes if change.before is None and change.after and "id" in change.after
    ]
    text = "\n".join(sorted(repr((change.table, change.before, _plain(change.after))) for change in changes))
    for number, key in enumerate(sorted(made)):
        text = text.replace(key, f"new {number}")
    return re.sub(rf"{DRAWN}|{BY_THE_CLOCK}", "", text)


def _plain(row: dict[str, Any] | None) -> list[tuple[str, Any]]:
    return sorted((row or {}).items())
