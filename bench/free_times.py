"""A month of free times of many sellers, beside the bare minimum: fetch what is taken, sort it, and sweep through once.

The minimum is given the windows, reads no plans, knows neither days that are full nor hours that touch, and is written
as one loop.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

import psycopg
from flask import Flask

from domanu.calendar.operations.free_times import free_times_of
from domanu.calendar.operations.plans import Plan, plans_of
from domanu.calendar.slots import Window, windows
from domanu.core.db import db
from domanu.core.time import now

from .rounds import Effort

MONTH = timedelta(days=30)
NUMBERS = (1, 50, 200)
CHOSEN = "SELECT service FROM bench_sellers ORDER BY md5(number::text) LIMIT %s"
FETCH = b"""
    SELECT place - 1, extract(epoch FROM lower(during))::bigint, extract(epoch FROM upper(during))::bigint
    FROM unnest(%(sellers)s) WITH ORDINALITY seller (id, place)
    JOIN time_claims ON resource_id = seller.id AND released_at IS NULL
     AND lower(during) >= %(start)s - interval '7 days' AND lower(during) < %(end)s AND upper(during) > %(start)s
"""
Free = dict[UUID, list[datetime]]


@dataclass
class FreeTimes:
    """In milliseconds."""

    sellers: int
    rows: int
    free: int
    plans: float
    product: float
    bare: float


def measure_free_times(app: Flask, connection: psycopg.Connection, effort: Effort) -> list[FreeTimes]:
    with app.app_context():
        found = [_measure(connection, number, effort) for number in NUMBERS]
        db.session.rollback()
        db.engine.dispose()
    return found


def _measure(connection: psycopg.Connection, number: int, effort: Effort) -> FreeTimes:
    services = [key for (key,) in connection.execute(CHOSEN, (number,))]
    plans = list(plans_of(services).values())
    start = now() + timedelta(days=1)
    end = start + MONTH
    bare = Bare(connection, plans, start, end)
    ways: list[Callable[[], Any]] = [lambda: plans_of(services), lambda: free_times_of(plans, start, end), bare.find]
    if ways[1]() != bare.find():
        raise SystemExit("the bare minimum finds other times than the product")
    times = _in_turn(ways, effort)
    free = sum(len(found) for found in bare.find().values())
    return FreeTimes(len(services), bare.rows, free, *times)


def _in_turn(ways: Sequence[Callable[[], Any]], effort: Effort) -> list[float]:
    """Medians; one of each after the other, so that whatever else happens hits all alike."""
    times: list[list[float]] = [[] for _ in ways]
    until = time.perf_counter() + effort.rounds * effort.seconds
    while time.perf_counter() < until or len(times[0]) < effort.rounds:
        for way, taken in zip(ways, times, strict=True):
            began = time.perf_counter()
            way()
            taken.append(1000 * (time.perf_counter() - began))
    return [median(taken) for taken in times]


class Bare:
    def __init__(self, connection: psycopg.Connection, plans: list[Plan], start: datetime, end: datetime) -> None:
        self.cursor, self.plans = connection.cursor(), plans
        self.start, self.end = start, end
        self.windows = {plan.service_id: _windows(plan, start, end) for plan in plans}
        self.values = {"sellers": [plan.seller_id for plan in plans], "start": start, "end": end}
        self.rows = 0

    def find(self) -> Free:
        rows = self.cursor.execute(FETCH, self.values, prepare=True).fetchall()
        self.rows = len(rows)
        busy: list[list[tuple[int, int]]] = [[] for _ in self.plans]
        for place, starts, ends in rows:
            busy[place].append((starts, ends))
        found = [self._sweep(plan, sorted(taken)) for plan, taken in zip(self.plans, busy, strict=True)]
        instants = {moment: datetime.fromtimestamp(moment, UTC) for moment in set().union(*found)}
        return {
            plan.service_id: [instants[moment] for moment in moments]
            for plan, moments in zip(self.plans, found, strict=True)
        }

    def _sweep(self, plan: Plan, taken: list[tuple[int, int]]) -> list[int]:
        step, before, needed = plan.step * 60, plan.before * 60, (plan.minutes + plan.after) * 60
        length, earliest, latest = plan.minutes * 60, self.start.timestamp(), self.end.timestamp()
        found, at, number = list[int](), 0, len(taken)
        for start, end in self.windows[plan.service_id]:
            for moment in range(start, end - length + 1, step):
                while at < number and taken[at][1] <= moment - before:
                    at += 1
                if earliest <= moment < latest and (at == number or moment + needed <= taken[at][0]):
                    found.append(moment)
        return found


def _windows(plan: Plan, start: datetime, end: datetime) -> list[tuple[int, int]]:
    found: list[Window] = windows(plan.week, plan.exceptions, plan.zone, start.date(), end.date())
    return [(int(each.start.timestamp()), int(each.end.timestamp())) for each in found]
