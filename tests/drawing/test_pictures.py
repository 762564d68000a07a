from __future__ import annotations

import re
from itertools import combinations

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as some

from domanu.drawing import address
from domanu.drawing.avatar import avatar
from domanu.drawing.awning import PATTERNS, awning
from domanu.drawing.colour import Palette
from domanu.drawing.letters import first_letter
from domanu.drawing.motifs import FALLBACKS, MOTIFS, UPRIGHT, motifs_for
from domanu.drawing.motifs.subjects import SUBJECTS
from domanu.drawing.picture import picture

CAMPUS = Palette("#1f4e79", "#f6ead0", "#e5a72e")
seeds = some.binary(min_size=8, max_size=8)


@given(seed=seeds, motif=some.sampled_from(sorted(MOTIFS)))
@settings(max_examples=60, deadline=None)
def test_the_same_arguments_give_the_same_bytes(seed: bytes, motif: str) -> None:
    assert picture(CAMPUS, motif, seed, "K") == picture(CAMPUS, motif, seed, "K")
    assert avatar(seed, "K") == avatar(seed, "K")
    assert awning(CAMPUS, "waves") == awning(CAMPUS, "waves")


def test_another_seed_gives_another_picture() -> None:
    drawn = {picture(CAMPUS, "figures", bytes([seed] * 8), "K") for seed in range(12)}
    assert len(drawn) > 6


def test_every_subject_has_a_motif() -> None:
    assert {motif for motifs, _ in SUBJECTS for motif in motifs} | set(UPRIGHT) <= set(MOTIFS)
    assert set(FALLBACKS) <= set(MOTIFS)
    assert len(PATTERNS) == 8


def test_words_choose_the_motif() -> None:
    assert motifs_for("Bike brakes and gears")[0] == "bicycle"
    assert motifs_for("SOURDOUGH by bicycle")[0] == "bread"
    assert motifs_for("Anything else") == ()
    assert motifs_for("") == ()


def test_two_of_a_kind_rarely_look_alike() -> None:
    """Thirty lessons in calculus under one awning: of all pairs, few share motif, side, ground and inks."""
    with _drawer().app_context():
        shown = [_looks(address.drawn_picture(f"Calculus {number}", CAMPUS)) for number in range(30)]
    pairs = list(combinations(shown, 2))
    assert sum(one == other for one, other in pairs) < len(pairs) / 15


def test_nothing_that_reads_is_mirrored() -> None:
    for motif in UPRIGHT:
        assert not any("matrix(-1" in picture(CAMPUS, motif, bytes([seed] * 8), "K") for seed in range(12))
    assert any("matrix(-1" in picture(CAMPUS, "dog", bytes([seed] * 8), "K") for seed in range(12))


@given(some.text(max_size=60))
def test_every_name_has_a_letter(name: str) -> None:
    assert first_letter(name) in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_accents_are_no_hindrance() -> None:
    assert [first_letter(name) for name in ("Étienne", "ørsted", "愛", "7 lessons", "'tis")] == [
        "E",
        "R",
        "D",
        "L",
        "T",
    ]


def _drawer() -> Flask:
    app = Flask("drawer", static_folder=None)
    app.config["SECRET_KEY"] = "a key for drawing"
    return app


def _looks(url: str) -> tuple[str, ...]:
    """What one sees at first glance: the motif, whether it is mirrored, the ground, and the inks in their order."""
    _, motif, seed, _ = url.rpartition("/")[2].split("-")
    drawn = picture(CAMPUS, motif, bytes.fromhex(seed), "K")
    inks = dict.fromkeys(re.findall(r'fill="(#\w+)"', drawn))
    return motif, str("matrix(-1" in drawn), *inks
