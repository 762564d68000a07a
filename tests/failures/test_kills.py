"""Each part of the site is killed again and again while people register: nobody's mail is lost, nobody gets two."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import psycopg
import pytest

from domanu.localdb.processes import wait_until
from tests.support.own_server import OwnServer
from tests.support.post_office import PostOffice
from tests.support.registrations import SENT, Registrations, registrations
from tests.support.site import Site, kill, running_site

WORKER_THREADS = 2
PATIENCE = 60
LONGEST_REQUEST = 0.03
PARTS = ("web", "worker", "database")


class Kill(NamedTuple):
    part: str
    down: float
    up: float


class Scene(NamedTuple):
    site: Site
    server: OwnServer
    office: PostOffice
    people: Registrations
    random: Random


class Outcome(NamedTuple):
    kills: list[Kill]
    people: Registrations
    office: PostOffice
    accounts: set[str]


def test_five_points(server: OwnServer, office: PostOffice, settings: dict[str, str], tmp_path: Path) -> None:
    """At each of them all three parts die, one after the other."""
    check(kill_again_and_again(PARTS, 5, server, office, settings, tmp_path))


@pytest.mark.soak
@pytest.mark.parametrize("part", PARTS)
def test_twenty_points(
    part: str, server: OwnServer, office: PostOffice, settings: dict[str, str], tmp_path: Path
) -> None:
    if part == "web":  # the worker lives on, so nobody need take its jobs over soon
        settings |= {"JOB_LEASE_SECONDS": "30"}
    outcome = kill_again_and_again([part], 20, server, office, settings, tmp_path)
    print(report(part, outcome))  # noqa: T201 - what a long run found is told
    check(outcome)


def kill_again_and_again(
    parts: Sequence[str], points: int, server: OwnServer, office: PostOffice, settings: dict[str, str], folder: Path
) -> Outcome:
    """At moments that differ, but are chosen alike in each run."""
    kills = []
    with running_site(server.url, folder, settings, worker=True) as site:
        with registrations(site) as people:
            scene = Scene(site, server, office, people, Random(" ".join(parts)))  # noqa: S311 - no secret
            for _ in range(points):
                _wait_for_full_flow(scene)
                kills += [_kill_and_start(part, scene) for part in scene.random.sample(parts, len(parts))]
            _wait_for_full_flow(scene)
        assert wait_until(lambda: _waiting_jobs(server) == 0, PATIENCE), site.last_words()
    return Outcome(kills, people, office, _accounts(server))


def check(outcome: Outcome) -> None:
    counts = outcome.office.counts
    answered = {attempt.email for attempt in outcome.people.attempts if attempt.outcome == SENT}
    assert answered <= outcome.accounts, "an account was promised and is not there"
    assert set(counts) == outcome.accounts, "an account without its mail, or a mail without its account"
    cut_off = sum(one.part != "web" for one in outcome.kills) * WORKER_THREADS
    assert counts.total() - len(counts) <= cut_off, "more copies than jobs cut off between sending and committing"
    names = {str(letter["Message-ID"]) for letter in outcome.office.letters}
    assert len(names) == len(counts), "a copy does not say that it is one"
    for attempt in outcome.people.attempts:
        if attempt.outcome != SENT:
            assert attempt.outcome != 500, attempt
            assert any(attempt.began <= one.up and attempt.ended >= one.down for one in outcome.kills), attempt


def report(part: str, outcome: Outcome) -> str:
    counts = outcome.office.counts
    failed = [attempt.outcome for attempt in outcome.people.attempts if attempt.outcome != SENT]
    down = max(one.up - one.down for one in outcome.kills)
    return (
        f"\n{part}: {len(outcome.kills)} kills, {len(outcome.accounts)} accounts, {counts.total()} mails, "
        f"{counts.total() - len(counts)} copies, {len(failed)} requests cut off {sorted(set(map(str, failed)))}, "
        f"longest away {down:.1f} s"
    )


def _wait_for_full_flow(scene: Scene) -> None:
    """Since now, somebody has registered and some mail has arrived."""
    done, arrived = scene.people.done, len(scene.office.letters)
    flows = wait_until(lambda: scene.people.done > done and len(scene.office.letters) > arrived, PATIENCE)
    assert flows, scene.site.last_words()


def _kill_and_start(part: str, scene: Scene) -> Kill:
    """In the middle of somebody's registration."""
    site, server = scene.site, scene.server
    actions: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
        "web": (lambda: kill(site.web), site.start_web),
        "worker": (lambda: kill(site.worker), site.start_worker),
        "database": (server.kill, server.start),
    }
    end, begin = actions[part]
    time.sleep(scene.random.uniform(0, 0.3))
    wait_until(lambda: bool(scene.people.under_way), PATIENCE, pause=0.001)
    time.sleep(scene.random.uniform(0, LONGEST_REQUEST))
    down = time.monotonic()
    end()
    begin()
    assert wait_until(site.is_ready, PATIENCE), site.last_words()
    return Kill(part, down, time.monotonic())


def _waiting_jobs(server: OwnServer) -> int:
    return len(_rows(server, "SELECT id FROM jobs WHERE name = 'deliver'"))


def _accounts(server: OwnServer) -> set[str]:
    return {email for (email,) in _rows(server, "SELECT email FROM users")}


def _rows(server: OwnServer, statement: str) -> list[tuple[str, ...]]:
    plain = server.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        return connection.execute(statement.encode()).fetchall()
