"""Which word somebody meant who mistyped it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LONG = 5
FEW_TRIGRAMS = 6
MOST_GUESSES = 3


def slips(word: str) -> list[str]:
    """What a short word may have been before two letters changed places, or one came in: too little for trigrams."""
    if not 3 <= len(word) <= FEW_TRIGRAMS:  # noqa: PLR2004 - shorter ones are taken as they are
        return []
    swapped = [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)]
    shorter = [word[:i] + word[i + 1 :] for i in range(len(word))]
    return swapped + shorter


def likeliest(word: str, candidates: Iterable[str]) -> list[str]:
    """The nearest ones, if they are near enough: one slip in a short word, two in a long one."""
    most = 1 if len(word) < LONG else 2
    far = {candidate: distance(word, candidate) for candidate in candidates}
    least = min(far.values(), default=most + 1)
    return [candidate for candidate in far if far[candidate] == least <= most][:MOST_GUESSES]


def distance(word: str, candidate: str) -> int:
    """How many slips lead from the nearest beginning of the candidate to the word."""
    older: Sequence[int] = []
    above: Sequence[int] = range(len(candidate) + 1)
    for i, letter in enumerate(word):
        row = [i + 1]
        for j, other in enumerate(candidate):
            step = min(above[j + 1] + 1, row[j] + 1, above[j] + (letter != other))
            if i and j and letter == candidate[j - 1] and other == word[i - 1]:
                step = min(step, older[j - 1] + 1)
            row.append(step)
        older, above = above, row
    return min(above)
