"""The short name of a marketplace in its address: made from its title once, and kept for ever."""

from __future__ import annotations

import re
import secrets

from domanu.core.search import fold

LONGEST_STEM = 54  # with room for a number within 60
NAMELESS = "market"
LETTERS = "bcdfghjkmnpqrstvwxz"  # which spell nothing
RANDOM = 5


def slug_stem(title: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", fold(title).replace("ß", "ss"))
    return plain.strip("-")[:LONGEST_STEM].strip("-") or NAMELESS


def numbered(stem: str, number: int) -> str:
    """The first has the stem alone."""
    return stem if number == 1 else f"{stem}-{number}"


def unguessable(stem: str) -> str:
    """For a private marketplace: whoever opens another of that name gets the stem, and no number to wonder about."""
    return f"{stem}-{''.join(secrets.choice(LETTERS) for _ in range(RANDOM))}"
