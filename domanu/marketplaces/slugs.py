"""The short name of a marketplace in its address: made from its title once, and kept for ever."""

from __future__ import annotations

import re

from domanu.core.search import fold

LONGEST_STEM = 54  # with room for a number within 60
NAMELESS = "market"


def slug_stem(title: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", fold(title).replace("ß", "ss"))
    return plain.strip("-")[:LONGEST_STEM].strip("-") or NAMELESS


def numbered(stem: str, number: int) -> str:
    """The first has the stem alone."""
    return stem if number == 1 else f"{stem}-{number}"
