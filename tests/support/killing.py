"""Parts of a running site are killed, one after the other, in the middle of what people do with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from random import Random
from typing import NamedTuple, Protocol

import psycopg

from domanu.localdb.processes import wait_until
from tests.support.own_server import OwnServer
from tests.support.patience import PATIENCE
from tests.support.post_office import PostOffice
from tests.support.site import Site, kill

WORKER_THREADS = 2
LONGEST_REQUEST = 0.03
PARTS = ("web", "worker", "database")


class Flow(Protocol):
    """What people do with the site, whatever happens to it meanwhile."""

    @property
    def done(self) -> int: ...

    @property
    def under_way(self) -> Collection[str]: ...


class Kill(NamedTuple):
    part: str
    down: float
    up: float


class Scene(NamedTuple):
    site: Site
    server: OwnServer
    office: PostOffice
    people: Flow
    random: Random


def kill_at(points: int, parts: Sequence[str], scene: Scene) -> list[Kill]:
    """At each of them all parts die, one after the other. The moments differ, but are chosen alike in each run."""
    kills = []
    for _ in range(points):
        _wait_for_full_flow(scene)
        kills += [_kill_and_start(part, scene) for part in scene.random.sample(parts, len(parts))]
    _wait_for_full_flow(scene)
    return kills


def wait_until_done(server: OwnServer, jobs: str, site: Site) -> None:
    """However many have gathered while the worker was dead, as long as they get fewer."""
    while left := len(rows(server, jobs)):
        assert wait_until(lambda: len(rows(server, jobs)) < left, PATIENCE), site.last_words()


def cut_off(kills: Sequence[Kill]) -> int:
    """How many jobs can have been cut off between sending their mail and committing."""
    return sum(one.part != "web" for one in kills) * WORKER_THREADS


def rows(server: OwnServer, statement: str) -> list[tuple[str, ...]]:
    plain = server.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        return connection.execute(statement.encode()).fetchall()


def _wait_for_full_flow(scene: Scene) -> None:
    """Since now, somebody has got through and some mail has arrived."""
    done, arrived = scene.people.done, len(scene.office.letters)
    flows = wait_until(lambda: scene.people.done > done and len(scene.office.letters) > arrived, PATIENCE)
    assert flows, scene.site.last_words()


def _kill_and_start(part: str, scene: Scene) -> Kill:
    """In the middle of somebody's request."""
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
