"""How long the statements of a page take by themselves."""

from __future__ import annotations

import time
from statistics import median

import psycopg

from .limit import Recipe, run
from .rounds import mean_of_medians


def time_of(recipes: list[Recipe], connection: psycopg.Connection, rounds: int, seconds: float) -> float:
    """In milliseconds, one page after the other, as `rounds.alone` asks for them."""
    _run(recipes, connection, seconds)
    return 1000 * median(mean_of_medians(_run(recipes, connection, seconds), len(recipes)) for _ in range(rounds))


def _run(recipes: list[Recipe], connection: psycopg.Connection, seconds: float) -> list[float]:
    times: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or len(times) < len(recipes):
        for recipe in recipes:
            began = time.perf_counter()
            run(recipe, connection)
            times.append(time.perf_counter() - began)
    return times
