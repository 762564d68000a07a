"""Believable titles, names and sentences. Of any list the first word is drawn most often, as in real texts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from math import exp, log
from typing import NamedTuple

from domanu.core.search import words_of

from .vocabulary import CRAFTS, FOR_WHOM, FORMS, TALK, place_names, rare_words

LINKS = ("for", "with", "and", "in", "at")
TITLE_ENDS = ("Repair Café", "Tutors", "Market", "Lessons", "Workshop", "Neighbours", "Kitchen", "Club", "Music Room")


class Text(NamedTuple):
    told: str
    words: str
    """As they are found: folded, in the same order."""


class Writer:
    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same texts every time
        self.rare, self.places = rare_words(), place_names()
        self.usual = [*TALK, *CRAFTS, *FORMS, *FOR_WHOM]

    def titles(self, count: int) -> Iterator[Text]:
        for _ in range(count):
            yield _text(f"{self.random.choice(self.places)} {self._pick(TITLE_ENDS)}")

    def names(self, count: int) -> Iterator[Text]:
        for _ in range(count):
            name = f"{self._pick(CRAFTS)} {self._pick(FORMS)} {self.random.choice(LINKS)} {self._word(FOR_WHOM, 0.3)}"
            yield _text(name[0].upper() + name[1:])

    def sentences(self, count: int) -> Iterator[Text]:
        for _ in range(count):
            told = " ".join(self._word(self.usual, 0.1) for _ in range(self.random.randint(7, 13)))
            yield _text(told[0].upper() + told[1:] + ".")

    def _word(self, usual: Sequence[str], rare: float) -> str:
        return self._pick(self.rare if self.random.random() < rare else usual)

    def _pick(self, words: Sequence[str]) -> str:
        """The k-th word about 1/k times as often as the first."""
        return words[int(exp(self.random.random() * log(len(words) + 1))) - 1]


def _text(told: str) -> Text:
    return Text(told, " ".join(words_of(told)))
