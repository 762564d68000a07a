from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from domanu.drawing.avatar import avatar
from domanu.drawing.awning import PATTERNS, awning
from domanu.drawing.colour import Palette
from domanu.drawing.letters import first_letter
from domanu.drawing.motifs import FALLBACKS, MOTIFS, SUBJECTS, motif_for
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
    assert set(SUBJECTS) <= set(MOTIFS)
    assert set(FALLBACKS) <= set(MOTIFS)
    assert len(PATTERNS) == 8


def test_words_choose_the_motif() -> None:
    assert motif_for("Bike brakes and gears") == "bicycle"
    assert motif_for("SOURDOUGH by bicycle") == "bread"
    assert motif_for("Walking the dog") is None
    assert motif_for("") is None


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
