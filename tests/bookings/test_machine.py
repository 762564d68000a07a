"""Hold, book, confirm, cancel, move, block, wait, let time pass: in any order, and after each step all is in order."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy.engine import URL

from domanu.core.db import db
from tests.support.apps import site_in

from .little_world import make_little_world, open_square
from .machine import Trade

QUICK = settings(
    max_examples=12,
    stateful_step_count=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
LONG = settings(QUICK, max_examples=100, stateful_step_count=50, derandomize=False, print_blob=True)
STEPS, MOST_SECONDS = 100_000, 90 * 60


@pytest.fixture
def trading(own_url: URL, tmp_path: Path) -> Iterator[Flask]:
    """What is written here is really committed, so that each step is a transaction of its own."""
    with site_in(own_url, tmp_path) as app, app.app_context():
        yield app
        db.session.remove()


def test_some_steps(trading: Flask) -> None:
    walk(QUICK, open_square())


@pytest.mark.soak
def test_a_hundred_thousand_steps(trading: Flask) -> None:
    began, Trade.steps, Trade.refused = time.monotonic(), 0, 0
    square = open_square()
    while Trade.steps < STEPS:
        assert time.monotonic() - began < MOST_SECONDS, f"only {Trade.steps} steps"
        walk(LONG, square)
    took = time.monotonic() - began
    print(f"\n{Trade.steps} steps, {Trade.refused} of them refused, {took:.0f} s")  # noqa: T201 - what was found is told


def walk(how: settings, square: str) -> None:
    """Each walk goes through a world of its own."""

    class Here(Trade):
        def __init__(self) -> None:
            super().__init__(make_little_world(square))

    run_state_machine_as_test(Here, settings=how)
