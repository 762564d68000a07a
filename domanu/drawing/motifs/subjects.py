"""The words in a service's name that ask for a picture: beginnings of words, and the motifs that suit them."""

from __future__ import annotations

import re
from functools import lru_cache

Subject = tuple[tuple[str, ...], str]  # motifs, and the stems that ask for any of them

SUBJECTS: tuple[Subject, ...] = (
    (("bread", "bread", "mill"), "bread sourdough loaf loaves baking baker bagel roll bun focaccia rye flour dough"),
    (("cake", "cake", "cup"), "cake birthday pastr pasté tart biscuit cinnamon brownie cookie"),
    (("wheel", "bicycle"), "wheel puncture tyre spoke"),
    (("bicycle", "wheel"), "bike bicycle brake cycl"),
    (("radio", "bulb"), "radio phone speaker amplifier batter screen computer laptop"),
    (("lamp", "bulb"), "lamp toaster electric wiring kettle light socket"),
    (("spool", "scissors"), "sew mend hem zip trouser stitch darn curtain button knit wool coat sock"),
    (("chair", "tools"), "chair shelf shelve wood carpent joiner furniture table stool"),
    (("tools", "scissors"), "knife knives sharpen drill tool hammer repair"),
    (("piano", "piano", "metronome"), "piano keyboard"),
    (("strings",), "guitar ukulele banjo bass"),
    (("fiddle", "fiddle", "notes"), "violin viola cello fiddle string quartet"),
    (("notes", "metronome"), "music choir sing theory ear song drum flute voice"),
    (("belt", "jacket", "bow"), "judo karate aikido grading belt mat"),
    (("jacket", "bow"), "kata randori self throw"),
    (("camera",), "photo camera portrait lens"),
    (("prints", "camera"), "darkroom enlarge print pinhole"),
    (("film", "prints"), "film negative develop scan"),
    (("pencil", "brush"), "draw paint watercolour sketch calligraph"),
    (("brush", "globe"), "kanji"),
    (("basket", "table"), "fruit plum apple pear berr vegetable harvest windfall tomato potato squash"),
    (("jars", "table"), "jam preserve pickle chutney honey kimchi"),
    (("spade", "leaves"), "weed dig compost allotment seed seedling prun"),
    (("can", "leaves"), "water plant balcony herb"),
    (("leaves", "bird", "can"), "garden hedge lawn biology tree"),
    (("bird",), "bird hen chick"),
    (("figures", "figures", "pencil"), "math calculus algebra geometry trigonometry proof"),
    (("figures", "chart"), "statistic data account tax budget spreadsheet"),
    (("orbits", "moon"), "physics astronomy science star"),
    (("flask", "flask", "orbits"), "chemistry lab brew kombucha organic"),
    (("globe", "voices"), "language spanish french german italian portuguese polish japanese swedish"),
    (("voices", "cup"), "english conversation interview talk"),
    (("books", "pencil"), "essay writing letter forms translat proofread"),
    (("books", "pencil"), "tutor reading history thesis law literature study story stories book"),
    (("table", "jars", "cup"), "cook lunch supper soup dinner breakfast"),
    (("house", "key"), "flat house room window home post parcel"),
    (("key", "stairs"), "key lock door spare"),
    (("stairs", "house"), "stair carry carried moving lift sofa"),
    (("dog",), "dog pupp hound"),
    (("dog", "hills"), "walk cat pet"),
    (("boat", "hills"), "boat sail harbour swim kayak row"),
    (("moon", "house"), "baby babysit sleep evening night"),
)
WORD = re.compile(r"[^\W\d_]+")
STEMS = tuple((stem, motifs) for motifs, stems in SUBJECTS for stem in stems.split())


def motifs_for(name: str) -> tuple[str, ...]:
    """Those that suit the first word that is known, the likeliest first; none if no word is."""
    words = WORD.findall(name.lower())
    return next((motifs for word in words if (motifs := _motifs_of(word))), ())


@lru_cache(maxsize=10_000)
def _motifs_of(word: str) -> tuple[str, ...]:
    """Kept, since a list of services asks for the same few words again and again."""
    return next((motifs for stem, motifs in STEMS if word.startswith(stem)), ())
