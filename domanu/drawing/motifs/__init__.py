"""What a poster can show."""

from __future__ import annotations

from collections.abc import Callable

from .block import HEIGHT, WIDTH, Block, Shapes
from .home import dog, house, key, stairs
from .kitchen import bread, cake, cup, jars, table
from .land import basket, bird, boat, hills, leaves, moon
from .music import metronome, notes, piano, strings
from .people import belt, jacket, voices
from .studio import brush, camera, film, pencil
from .study import books, chart, figures, flask, globe, orbits
from .subjects import motifs_for
from .toolbox import radio, scissors, tools, wheel
from .type import letter, tiles
from .workshop import bicycle, lamp, spool

__all__ = ["FALLBACKS", "HEIGHT", "MOTIFS", "UPRIGHT", "WIDTH", "Block", "motifs_for"]

MOTIFS: dict[str, Callable[[Block], Shapes]] = {
    motif.__name__: motif
    for motif in (
        *(hills, leaves, bird, basket, moon, boat, table, bread, cake, jars, cup, house, key, stairs, dog),
        *(bicycle, lamp, spool, wheel, tools, radio, scissors, piano, strings, notes, metronome),
        *(books, figures, chart, orbits, flask, globe, camera, film, brush, pencil),
        *(voices, belt, jacket, letter, tiles),
    )
}
FALLBACKS = ("letter", "tiles", "hills", "letter", "leaves", "bird", "tiles", "moon", "boat", "house")
UPRIGHT = frozenset({"letter", "notes", "piano"})  # these read from left to right
