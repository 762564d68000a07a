from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from domanu.core.db import db
from domanu.core.search import LONGEST_WORD, SearchWord, fold, learn, publish, read_query, vector, words_of

PRIVATE = UUID(int=1)


def finds(words: str, heavy: str, light: str = "", *tags: str, among: str | None = None) -> bool:
    query = read_query(words)
    assert query is not None
    query = query.among(among) if among else query
    return bool(db.session.scalar(select(vector(heavy, light, *tags).op("@@")(query.expression))))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café", "cafe"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Ελληνικά", "ελληνικα"),
        ("한국어", "한국어"),
        ("ﬁne", "fine"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words() -> None:
    assert words_of("Don't panic: R2-D2, 50%") == ["don", "t", "panic", "r2", "d2", "50"]
    assert words_of("x" * 99) == ["x" * LONGEST_WORD]
    assert words_of("'); DROP -- _%\\") == ["drop"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("calculus", "Calculus, from limits to integrals"),
        ("CALC", "Calculus"),
        ("limits calculus", "Calculus, from limits to integrals"),
        ("cafe", "Café au lait"),
        ("café", "Cafe au lait"),
        ("pianos", "Piano"),
        ("bakeries", "Bakery"),
        ("watches", "A watch mended"),
        ("glass", "Glass"),
        ("the piano", "Piano"),
        ("go", "Go for beginners"),
        ("1e5 50", "1e5 or 50"),
        ("математика", "Математика и физика"),
    ],
)
def test_it_finds(app: object, words: str, title: str) -> None:
    learn(title)
    assert finds(words, title)


@pytest.mark.parametrize(("words", "title"), [("piano guitar", "Piano"), ("go", "Gourmet"), ("m:1", "M"), ("1 m", "1")])
def test_it_does_not_find(app: object, words: str, title: str) -> None:
    assert not finds(words, title, "", "m:1")


def test_nothing_to_look_for(app: object) -> None:
    for words in ("", "  ", "!?'", "\0"):
        assert read_query(words) is None
    assert read_query("the") is not None


@pytest.mark.parametrize("typo", ["calclus", "calculsu", "clalculus", "calkulus", "calculuss", "Càlclus"])
def test_typos(app: object, typo: str) -> None:
    learn("Calculus, from limits to integrals", "Piano")
    query = read_query(typo)
    assert query
    assert query.is_guess
    assert finds(typo, "Calculus")
    assert not finds(typo, "Piano")


@pytest.mark.parametrize(
    ("typo", "word"), [("yoag", "Yoga"), ("jduo", "Judo"), ("pinao", "Piano"), ("gutar", "Guitar")]
)
def test_typos_in_short_words(app: object, typo: str, word: str) -> None:
    learn("Yoga, judo, piano and guitar")
    assert finds(typo, word)


def test_beginning_of_a_known_word_is_no_typo(app: object) -> None:
    learn("calculus calories")
    query = read_query("calcu")
    assert query
    assert not query.is_guess


def test_unknown_word_that_is_like_none(app: object) -> None:
    learn("calculus")
    query = read_query("xylophone")
    assert query
    assert not query.is_guess


def test_title_counts_for_more(app: object) -> None:
    query = read_query("piano")
    assert query
    ranks = [func.ts_rank(vector(*texts), query.expression) for texts in (("Piano", "x"), ("x", "piano piano piano"))]
    first, second = db.session.execute(select(*ranks)).one()
    assert first > second


def test_tags(app: object) -> None:
    assert finds("piano", "Piano", "", "m:1", among="m:1")
    assert not finds("piano", "Piano", "", "m:1", among="m:2")


def test_learned_once(app: object) -> None:
    learn("Piano piano", "of a pianist")
    learn("Piano")
    assert db.session.scalars(select(SearchWord.word).order_by(SearchWord.word)).all() == ["pianist", "piano"]


def test_what_is_said_in_private_changes_nothing_elsewhere(app: object) -> None:
    """Neither is it known, nor taken for what was meant, nor in the way of what was meant."""
    learn("merqer")
    before = read_query("merger")
    assert before
    assert before.is_guess
    learn("merger, mergers and merges", place=PRIVATE)
    assert read_query("merger") == before == read_query("merger", [UUID(int=2)])
    inside = read_query("merger", [PRIVATE])
    assert inside
    assert not inside.is_guess
    publish(PRIVATE)
    assert read_query("merger") == inside


def test_typos_in_private(app: object) -> None:
    learn("Calculus", place=PRIVATE)
    learn("Calculus", place=UUID(int=2))
    query = read_query("calclus", [PRIVATE, UUID(int=2)])
    assert query
    assert "'calculus'" in query.terms
    assert read_query("calclus") == read_query("calclus", [UUID(int=3)])
    assert not finds("calclus", "Calculus")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_anything_can_be_said_and_asked(app: object, text: str) -> None:
    learn(text)
    db.session.scalar(select(vector(text, text)))
    query = read_query(text)
    if query:
        db.session.scalar(select(vector(text).op("@@")(query.expression)))
