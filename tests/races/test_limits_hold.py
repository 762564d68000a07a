"""A limit of N lets exactly N through, across two web processes and a restart of both."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.support.caller import Answer
from tests.support.redis import redis_server
from tests.support.site import Site, kill, running_site, stop

LIMIT = 10  # of sign-in, for one address
BEFORE, AFTER = 6, 24
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
        before = guess_at_once(site, BEFORE)
        stop(site.web, 10)
        site.start_web()
        after = guess_at_once(site, AFTER - 8)
        kill(site.web)
        site.start_web()
        after += guess_at_once(site, 8)
    statuses = Counter(answer.status for answer in before + after)
    assert statuses == {WRONG: LIMIT, TOO_MANY: BEFORE + AFTER - LIMIT}
    assert len({answer.process for answer in before + after}) > 3, "each start has two processes, and both answered"


def guess_at_once(site: Site, times: int) -> list[Answer]:
    callers = [site.caller() for _ in range(times)]
    for caller in callers:
        caller.token = caller.get("/sign-in").token
    barrier = threading.Barrier(times)

    def guess(number: int) -> Answer:
        barrier.wait(10)
        return callers[number].sign_in("mei@example.org", "not her password")

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(guess, range(times)))
