"""What a poster can show, and the words in a service's name that ask for it."""

from __future__ import annotations

from collections.abc import Callable

from .block import HEIGHT, WIDTH, Block, Shapes
from .kitchen import bread, cake, table
from .land import bird, hills, leaves
from .music import piano, strings
from .people import belt, voices
from .study import books, chart, figures, flask, orbits
from .type import letter, tiles
from .workshop import bicycle, lamp, spool

__all__ = ["FALLBACKS", "HEIGHT", "MOTIFS", "WIDTH", "Block", "motif_for"]

MOTIFS: dict[str, Callable[[Block], Shapes]] = {
    motif.__name__: motif
    for motif in (
        *(hills, leaves, bird, table, bread, cake, bicycle, lamp, spool, piano, strings),
        *(books, figures, chart, orbits, flask, voices, belt, letter, tiles),
    )
}
FALLBACKS = ("letter", "tiles", "hills", "leaves", "bird", "table")
SUBJECTS = {
    "bread": ("bread", "sourdough", "loaf", "loaves", "baking", "bagel", "roll"),
    "bicycle": ("bike", "bicycle", "wheel", "puncture", "brake"),
    "lamp": ("lamp", "toaster", "radio", "electric", "wiring", "phone", "kettle"),
    "spool": ("sew", "mend", "hem", "zip", "trouser", "stitch", "darn"),
    "piano": ("piano", "keyboard", "theory", "choir", "singing"),
    "strings": ("guitar", "violin", "cello", "ukulele", "bass"),
    "cake": ("cake", "birthday", "pastr", "tart"),
    "belt": ("judo", "karate", "kata", "aikido", "self-defence", "grading", "throws"),
    "leaves": ("garden", "plant", "hedge", "weed", "prun", "lawn", "herb", "biology"),
    "figures": ("math", "calculus", "algebra", "geometry", "trigonometry"),
    "chart": ("statistic", "data", "accounts", "tax"),
    "orbits": ("physics", "astronomy", "science"),
    "flask": ("chemistry", "lab", "brew"),
    "voices": ("spanish", "french", "german", "english", "conversation", "interview", "essay", "writing"),
    "books": ("tutor", "reading", "history", "thesis", "law", "literature", "study"),
    "table": ("cook", "jam", "preserve", "lunch", "supper", "fruit"),
}


def motif_for(name: str) -> str | None:
    words = "".join(c if c.isalpha() else " " for c in name.lower()).split()
    fits = (motif for motif, stems in SUBJECTS.items() if any(word.startswith(stems) for word in words))
    return next(fits, None)
