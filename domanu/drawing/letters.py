"""A to Z of Besley as outlines: the wood type of the posters and avatars."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize


class Glyph(NamedTuple):
    width: float
    height: float
    path: str


GLYPHS = {
    letter: Glyph(**outline)
    for letter, outline in json.loads(Path(__file__).with_name("letters.json").read_text()).items()
}


def first_letter(name: str) -> str:
    """Étienne is an E; a name without a Latin letter gets the D of the house."""
    return next((letter for letter in normalize("NFKD", name).upper() if letter in GLYPHS), "D")
