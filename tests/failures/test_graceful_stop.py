"""Told to stop, a process ends within ten seconds, and first finishes what it has in hand."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

from domanu.localdb.processes import wait_until
from tests.failures.conftest import Books
from tests.support.patience import PATIENCE
from tests.support.people import PASSWORD
from tests.support.post_office import Mood, PostOffice
from tests.support.site import running_site, stop

MEI = "mei@example.org"
GRACE = 10
MOMENT = 0.5


def test_web_answers_the_request_in_hand(own_url: URL, books: Books, tmp_path: Path) -> None:
    plain = own_url.set(drivername="postgresql").render_as_string(hide_password=False)
    with running_site(own_url, tmp_path, {}) as site, ThreadPoolExecutor(2) as pool, psycopg.connect(plain) as gate:
        caller = site.caller()
        caller.token = caller.get("/register").token
        gate.execute("LOCK TABLE users IN SHARE MODE")
        answer = pool.submit(caller.submit, "/register", first_name="Mei", email=MEI, password=PASSWORD)
        assert wait_until(lambda: books.has_request_in_hand, PATIENCE), site.last_words()
        ended = pool.submit(stop, site.web, GRACE)
        time.sleep(MOMENT)
        assert not answer.done()
        assert not ended.done()
        gate.rollback()
        assert ended.result() == 0
        assert answer.result(PATIENCE).status == 303
    assert len(books.attempts) == 1, "and what it promised is written down"


def test_worker_finishes_the_job_in_hand(
    own_url: URL, books: Books, office: PostOffice, settings: dict[str, str], tmp_path: Path
) -> None:
    office.mood = Mood.SILENT
    with running_site(own_url, tmp_path, settings, web=False, worker=True) as site, ThreadPoolExecutor(1) as pool:
        books.register(MEI)
        assert wait_until(lambda: office.in_hand == 1, PATIENCE), site.last_words()
        ended = pool.submit(stop, site.worker, GRACE)
        time.sleep(MOMENT)
        assert not ended.done()
        office.mood = Mood.WILLING
        assert ended.result() == 0
    assert books.is_done
    assert office.counts == {MEI: 1}


def test_worker_leaves_a_job_that_takes_too_long(
    own_url: URL, books: Books, office: PostOffice, settings: dict[str, str], tmp_path: Path
) -> None:
    """Another worker takes it over."""
    office.mood = Mood.SILENT
    with running_site(own_url, tmp_path, settings, web=False, worker=True) as site:
        books.register(MEI)
        assert wait_until(lambda: office.in_hand == 1, PATIENCE), site.last_words()
        assert stop(site.worker, GRACE) == 0
        office.mood = Mood.WILLING
        site.start_worker()
        assert wait_until(lambda: books.is_done, PATIENCE), site.last_words()
    assert office.counts == {MEI: 1}
