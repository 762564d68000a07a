from __future__ import annotations

import pytest

from domanu.core.spelling import distance, likeliest, slips


@pytest.mark.parametrize(
    ("word", "candidate", "slips_between"),
    [
        ("piano", "piano", 0),
        ("pian", "piano", 0),
        ("pianos", "piano", 1),
        ("paino", "piano", 1),
        ("pino", "piano", 1),
        ("piono", "piano", 1),
        ("calclu", "calculus", 1),
        ("guitar", "piano", 4),
        ("x", "", 1),
    ],
)
def test_distance(word: str, candidate: str, slips_between: int) -> None:
    assert distance(word, candidate) == slips_between


def test_likeliest() -> None:
    assert likeliest("pinao", ["piano", "pint", "banana"]) == ["piano"]
    assert likeliest("yoag", ["yoga", "yard"]) == ["yoga"]
    assert likeliest("cat", ["dogs", "kite"]) == []
    assert likeliest("cat", []) == []


def test_slips_are_of_short_words() -> None:
    assert "yoga" in slips("yoag")
    assert "yoga" in slips("yooga")
    assert "guitar" in slips("giutar")
    assert slips("calclus") == []
    assert slips("ab") == []
