"""Requests of all kinds of people at once, over two connections: nobody is shown what is not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.engine import URL

from domanu.auth.passwords import PasswordHash
from domanu.core.db import db
from domanu.marketplaces.access import Standing
from tests.access.flood import Outcome, requests_for, send_all, visitors_of
from tests.access.secrets import NAMES, PRIVATE, Secrets
from tests.support.apps import site_in
from tests.support.database import database
from tests.support.town import Town, build_town

THREADS = 6
# Nobody reads any more what somebody once wrote who asked to be let in and was.
SHOWN = {(place, kind) for place in ("cellar", "square", "attic") for kind in PRIVATE} - {("attic", "asks")}


@dataclass(frozen=True)
class Site:
    app: Flask
    towns: dict[str, Town]

    def flood(self, number: int) -> Outcome:
        requests = requests_for(self.app, self.towns, visitors_of(self.app, self.towns), number)
        return send_all(self.app, Secrets(self.towns), requests, THREADS)


@pytest.fixture(scope="module")
def site(template_url: URL, known_hash: PasswordHash, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Where whoever gets a connection gets one of two that somebody else has just used."""
    limits = {"DATABASE_POOL_SIZE": "2", "DATABASE_POOL_TIMEOUT": "60", "RATE_LIMITS": "false"}
    with (
        database(template_url, str(template_url.database)) as url,
        site_in(url, tmp_path_factory.mktemp("flood"), **limits) as app,
    ):
        with app.app_context():
            towns = {name: build_town(known_hash, name) for name in NAMES}
            db.session.remove()
        yield Site(app, towns)


@pytest.mark.parametrize("number", [700, pytest.param(10_000, marks=pytest.mark.soak)])
def test_nobody_sees_what_is_not_theirs(site: Site, number: int) -> None:
    outcome = site.flood(number)
    assert outcome.shown_wrongly == []
    assert sum(outcome.statuses.values()) == number
    assert max(outcome.statuses) < 500
    assert {(mark[5:], kind) for mark, kind in outcome.shown} == SHOWN


def test_twin_without_the_rule(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for right in ("can_know", "can_enter", "can_look"):
        monkeypatch.setattr(Standing, right, True)
    assert site.flood(400).shown_wrongly != []
