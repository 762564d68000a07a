"""Many learn the same new words at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from domanu.core import search
from domanu.core.db import db
from domanu.core.search import SearchWord, learn
from tests.support.races import race

RUNNERS = 4
WORDS = 10_000
TEXT = " ".join(f"word{number}" for number in range(WORDS))
InApp = Callable[[Callable[[], Any]], Callable[[], Any]]


def test_nobody_waits_for_ever(racing_app: Flask, own_url: URL, in_app: InApp) -> None:
    assert race(own_url, "search_words", [in_app(_learn)] * RUNNERS) == [None] * RUNNERS
    with racing_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SearchWord)) == WORDS


def test_twin_that_learns_in_any_order(own_url: URL, in_app: InApp, monkeypatch: pytest.MonkeyPatch) -> None:
    turn = count()
    monkeypatch.setattr(search, "sorted", lambda words: sorted(words, reverse=next(turn) % 2 == 0), raising=False)
    outcomes = race(own_url, "search_words", [in_app(_learn)] * RUNNERS)
    assert any(isinstance(outcome, OperationalError) for outcome in outcomes)


def _learn() -> None:
    learn(TEXT)
    db.session.commit()
