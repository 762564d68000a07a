"""Bookings per second through the JSON API, hold and all, beside pgbench with the same statements."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Any

import psycopg
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import URL

from domanu.config import ROOT
from domanu.core.db import db
from domanu.core.time import now
from scripts.steps import step

from .booker import KEY
from .noting import noting
from .pgbench import run_script
from .replay import Replay
from .rounds import Effort, Load, Round, load_of
from .site import HOST
from .wishes import Wish, wishes

MOST = 20_000
FIRST_TRY = 5
"""Transactions of each connection, to see how quick they are."""


@dataclass
class Booking:
    statements: int
    limit: float
    """Per second."""
    spread: Load
    hot: Load


class Supply:
    """Each wish is for one time only."""

    def __init__(self, connection: psycopg.Connection, kind: str) -> None:
        self.left = wishes(connection, kind, MOST)

    def take(self, number: int) -> list[Wish]:
        taken, self.left = self.left[:number], self.left[number:]
        return taken


def measure_booking(app: Flask, connection: psycopg.Connection, url: URL, port: int, effort: Effort) -> Booking:
    with step("booking through the API"):
        spread, hot = Supply(connection, "spread"), Supply(connection, "hot")
        replay = _replay(app, connection, spread)
        by_api = {"spread": spread, "hot": hot}
        rounds: dict[str, list[Round]] = {kind: [] for kind in by_api}
        limit = Limit(replay, url, spread.take(len(spread.left) // 2), effort)
        rates = list[float]()
        for number in range(effort.rounds + 1):
            for kind in by_api if number % 2 else reversed(by_api):
                rounds[kind].append(_ask(port, by_api[kind], effort, effort.rounds + 1 - number))
            rates.append(limit.run())
    return Booking(replay.statements, median(rates[1:]), load_of(rounds["spread"][1:]), load_of(rounds["hot"][1:]))


class Limit:
    def __init__(self, replay: Replay, url: URL, found: list[Wish], effort: Effort) -> None:
        self.script, self.url, self.effort = replay.script, url, effort
        replay.write_rows(found)
        self.left, self.used = len(found), 0
        self.rate = self._run(FIRST_TRY)

    def run(self) -> float:
        most = self.left // (self.effort.rounds + 2) // self.effort.connections
        self.rate = self._run(min(most, ceil(self.rate * self.effort.seconds / self.effort.connections)))
        return self.rate

    def _run(self, each: int) -> float:
        first, self.used = self.used, self.used + each * self.effort.connections
        return run_script(self.script, self.url, connections=self.effort.connections, each=each, first=first)


def _replay(app: Flask, connection: psycopg.Connection, supply: Supply) -> Replay:
    """The first one has everything compiled, the second one is noted."""
    warm, wish = supply.take(2)
    _book(app, warm)
    began = now()
    with noting(app) as noted:
        _book(app, wish)
    with app.app_context():
        db.engine.dispose()
    return Replay(noted, wish, began, connection)


def _book(app: Flask, wish: Wish) -> None:
    client = app.test_client(use_cookies=False)
    hold = _post(client, wish.hold)["id"]
    _post(client, wish.book.replace(KEY, hold))


def _post(client: FlaskClient, request: str) -> Any:
    head, _, body = request.partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    answer = client.post(first.split()[1], base_url=f"https://{HOST}", headers=headers, data=body)
    if answer.status_code != 201:  # noqa: PLR2004
        sys.exit(f"{first} answers {answer.status_code}: {answer.text}")
    return answer.json


def _ask(port: int, supply: Supply, effort: Effort, rounds_left: int) -> Round:
    """As many as there could be need of."""
    most = len(supply.left) // rounds_left
    chosen = supply.take(min(most, ceil(500 * effort.seconds) + effort.connections))
    order = {
        "port": port,
        "orders": [{"hold": wish.hold, "book": wish.book} for wish in chosen],
        "connections": min(effort.connections, len(chosen)),
        "seconds": effort.seconds,
    }
    command = [sys.executable, "-m", "bench.booker"]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(order), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit("The API did not answer as it should.")
    found = Round(**json.loads(done.stdout))
    supply.left = chosen[len(found.times) :] + supply.left  # all that were begun were ended
    return found
