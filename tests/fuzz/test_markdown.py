"""Descriptions from somebody who means ill: whatever is written, what comes out is harmless, and comes out soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings

from domanu.core.markdown import to_html
from tests.fuzz.markdown import TEXTS, documents, problems_in

SECONDS = 1.0


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_known_tricks(text: str) -> None:
    began = time.process_time()
    assert problems_in(to_html(text)) == []
    assert time.process_time() - began < SECONDS


@settings(
    max_examples=150, derandomize=True, deadline=None, database=None, suppress_health_check=(HealthCheck.too_slow,)
)
@given(text=documents)
def test_any_mixture(text: str) -> None:
    assert problems_in(to_html(text)) == []


@pytest.mark.soak
@settings(max_examples=5_000, deadline=None, database=None, suppress_health_check=(HealthCheck.too_slow,))
@given(text=documents)
def test_any_mixture_for_long(text: str) -> None:
    assert problems_in(to_html(text)) == []


@pytest.mark.parametrize(
    "page",
    [
        "<script>x</script>",
        "<p onclick='x'>x</p>",
        "<p hx-get='/'>x</p>",
        "<a rel='nofollow ugc noopener' href='javascript:x'>x</a>",
        "<a href='https://a.example'>x</a>",
        "<p>x",
        "x</div>",
        "<!-- x -->",
    ],
)
def test_the_reader_sees_harm(page: str) -> None:
    assert problems_in(page) != []
