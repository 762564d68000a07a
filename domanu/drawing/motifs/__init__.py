"""What a poster can show."""

from __future__ import annotations

from collections.abc import Callable

from .block import HEIGHT, WIDTH, Block, Shapes
from .garden import can, spade
from .home import dog, house, key, stairs
from .kitchen import bread, cake, cup, jars, table
from .land import basket, bird, boat, hills, leaves, mill, moon
from .music import fiddle, metronome, notes, piano, strings
from .people import belt, bow, jacket, voices
from .studio import brush, camera, film, pencil, prints
from .study import books, chart, figures, flask, globe, orbits
from .subjects import motifs_for
from .toolbox import bulb, chair, radio, scissors, tools, wheel
from .type import letter, tiles
from .workshop import bicycle, lamp, spool

__all__ = ["FALLBACKS", "HEIGHT", "MOTIFS", "UPRIGHT", "WIDTH", "Block", "motifs_for"]

MOTIFS: dict[str, Callable[[Block], Shapes]] = {
    motif.__name__: motif
    for motif in (
        *(
            hills,
            leaves,
            bird,
            basket,
            can,
            spade,
            mill,
            moon,
            boat,
            table,
            bread,
            cake,
            jars,
            cup,
            house,
            key,
            stairs,
            dog,
        ),
        *(bicycle, lamp, spool, wheel, tools, radio, scissors, bulb, chair, piano, strings, fiddle, notes, metronome),
        *(books, figures, chart, orbits, flask, globe, camera, film, prints, brush, pencil),
        *(voices, belt, bow, jacket, letter, tiles),
    )
}
FALLBACKS = ("letter", "tiles", "hills", "letter", "leaves", "bird", "tiles", "moon", "boat", "house")
UPRIGHT = frozenset({"letter", "notes", "piano"})  # these read from left to right
