"""How long an answer takes does not tell whether an address has an account."""

from __future__ import annotations

import http.client
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

import pytest
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.auth.operations.accounts import create_confirmed_user
from domanu.auth.passwords import hash_password
from domanu.core.db import db
from tests.support.caller import Caller
from tests.support.database import config_for
from tests.support.people import PASSWORD
from tests.support.site import Site, running_site

pytestmark = pytest.mark.soak

PAIRS = 300
# Chance alone, with 300 pairs, leaves the band once in thirty runs: then twice as many more pairs are measured.
MORE_PAIRS = 600
WARM_UP = 10
LEAST, MOST = 0.45, 0.55
ROUNDS = {"BCRYPT_ROUNDS": "12", "RATE_LIMITS": "false", "WEB_CONCURRENCY": "1"}
WRONG_PASSWORD = "not the password of anybody"


class Flow(NamedTuple):
    path: str
    status: int
    fields: dict[str, str]


FLOWS = {
    "sign-in": Flow("/sign-in", 422, {"password": WRONG_PASSWORD}),
    "registration": Flow("/register", 303, {"first_name": "Mei", "password": PASSWORD}),
    "reset": Flow("/password/forgotten", 303, {}),
}


class Times(NamedTuple):
    known: list[float]
    unknown: list[float]

    @property
    def auc(self) -> float:
        """How often an unknown address takes longer than a known one: 0.5 when nothing can be told (Mann-Whitney)."""
        ordered = sorted(self.known)
        below = sum(bisect_left(ordered, one) + bisect_right(ordered, one) for one in self.unknown)
        return below / 2 / len(self.known) / len(self.unknown)


@pytest.fixture
def known(own_url: URL, tmp_path: Path) -> Iterator[str]:
    """Addresses that have an account; each is asked for once."""
    app = create_app(config_for(own_url, tmp_path, BCRYPT_ROUNDS="12"))
    addresses = [f"k{number:05}@example.org" for number in range(WARM_UP + PAIRS + MORE_PAIRS)]
    with app.app_context():
        password = hash_password(PASSWORD)
        for email in addresses:
            create_confirmed_user(email, password, first_name="Mei")
        db.session.commit()
        db.engine.dispose()
    return iter(addresses)


@pytest.mark.parametrize("name", FLOWS)
def test_nothing_can_be_told(name: str, known: Iterator[str], own_url: URL, tmp_path: Path) -> None:
    with running_site(own_url, tmp_path, ROUNDS) as site:
        ask = asker(site, FLOWS[name], known)
        measure(ask, WARM_UP)
        times = measure(ask, PAIRS)
        report(name, times)
        if not LEAST <= times.auc <= MOST:
            more = measure(ask, MORE_PAIRS)
            times = Times(times.known + more.known, times.unknown + more.unknown)
            report(f"{name}, again", times)
    assert LEAST <= times.auc <= MOST


def test_twin_without_the_dummy_hash_is_told_apart(known: Iterator[str], own_url: URL, tmp_path: Path) -> None:
    with running_site(own_url, tmp_path, ROUNDS, app="tests.support.wsgi_without_dummy:app") as site:
        ask = asker(site, FLOWS["sign-in"], known)
        measure(ask, WARM_UP)
        times = measure(ask, PAIRS // 3)
    report("sign-in without the dummy hash", times)
    assert times.auc < LEAST


def asker(site: Site, flow: Flow, known: Iterator[str]) -> Callable[[bool], float]:
    """Ask once, for an address that has an account or for one that has none; answer the seconds that it took."""
    caller = site.caller()
    caller.token = caller.get(flow.path).token
    unknown = (f"u{number:05}@example.org" for number in range(WARM_UP + PAIRS + MORE_PAIRS))

    def ask(is_known: bool) -> float:
        email = next(known if is_known else unknown)
        return _seconds(caller, flow, email)

    return ask


def measure(ask: Callable[[bool], float], pairs: int) -> Times:
    """The order within each pair is drawn, so that neither goes first more often."""
    random = Random(pairs)  # noqa: S311 - no secret
    times: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(pairs):
        for is_known in random.sample([True, False], 2):
            times[is_known].append(ask(is_known))
    return Times(times[True], times[False])


def report(name: str, times: Times) -> None:
    print(  # noqa: T201 - what a long run found is told
        f"\n{name}: {len(times.known)} pairs, AUC {times.auc:.3f}, "
        f"known {_milliseconds(times.known)}, unknown {_milliseconds(times.unknown)}"
    )


def _seconds(caller: Caller, flow: Flow, email: str) -> float:
    """From the same visitor's cookie each time; the connection is open before the clock starts."""
    cookies = dict(caller.cookies)
    with closing(http.client.HTTPConnection("127.0.0.1", caller.port, timeout=30)) as connection:
        connection.connect()
        began = time.perf_counter()
        answer = caller.ask_on(
            connection, "POST", flow.path, flow.fields | {"email": email, "csrf_token": caller.token}
        )
        took = time.perf_counter() - began
    caller.cookies = cookies
    assert answer.status == flow.status, answer
    return took


def _milliseconds(seconds: Sequence[float]) -> str:
    return f"{median(seconds) * 1000:.2f} ms"
