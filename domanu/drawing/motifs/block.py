"""What a motif is cut into."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

WIDTH, HEIGHT = 480, 360
Shapes = Iterator[str]


class Block(NamedTuple):
    """The inks, the chance that varies the cut, and the first letter of the name."""

    ground: str
    first: str
    second: str
    third: str
    dark: str
    light: str
    chance: Random
    letter: str
