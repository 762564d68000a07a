"""A limit of N lets exactly N through, across two web processes and the death of both."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.support.caller import Answer, Caller
from tests.support.patience import PATIENCE
from tests.support.redis import redis_server
from tests.support.site import Site, answers_of_all, kill, running_site

LIMIT = 10  # of sign-in, for one address
BEFORE, AFTER = 6, 16
WRONG, TOO_MANY = 422, 429
WITH_PID = "tests.support.wsgi_with_pid:app"


@contextmanager
def in_postgres() -> Iterator[dict[str, str]]:
    yield {}


@contextmanager
def in_redis() -> Iterator[dict[str, str]]:
    with redis_server() as address:
        yield {"REDIS_URL": address}


@pytest.mark.parametrize("counting", [in_postgres, in_redis])
def test_limit_holds(
    counting: Callable[[], AbstractContextManager[dict[str, str]]], own_url: URL, tmp_path: Path
) -> None:
    with counting() as settings, running_site(own_url, tmp_path, settings, app=WITH_PID) as site:
        answers_of_all(lambda: site.caller().get("/sign-in"))
        answers = guess_at_once(site, BEFORE)
        kill(site.web)
        site.start_web()
        answers_of_all(lambda: site.caller().get("/sign-in"))
        answers += guess_at_once(site, AFTER)
        answers += answers_of_all(lambda: guess(site.caller()))
    assert Counter(answer.status for answer in answers) == {WRONG: LIMIT, TOO_MANY: len(answers) - LIMIT}


def guess_at_once(site: Site, times: int) -> list[Answer]:
    barrier = threading.Barrier(times)
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(lambda _: guess(site.caller(), barrier), range(times)))


def guess(caller: Caller, barrier: threading.Barrier | None = None) -> Answer:
    caller.token = caller.get("/sign-in").token
    if barrier:
        barrier.wait(PATIENCE)
    return caller.sign_in("mei@example.org", "not her password")
