"""The words in a service's name that ask for a picture: beginnings of words, and the motifs that suit them."""

from __future__ import annotations

Subject = tuple[tuple[str, ...], str]  # motifs, and the stems that ask for any of them

SUBJECTS: tuple[Subject, ...] = (
    (("bread", "basket"), "bread sourdough loaf loaves baking baker bagel roll bun focaccia rye flour"),
    (("cake", "cup"), "cake birthday pastr tart biscuit cinnamon brownie"),
    (("wheel", "bicycle"), "wheel puncture tyre spoke"),
    (("bicycle", "wheel"), "bike bicycle brake cycl"),
    (("radio", "lamp"), "radio toaster phone speaker amplifier"),
    (("lamp", "radio"), "lamp electric wiring kettle light socket"),
    (("spool", "scissors"), "sew mend hem zip trouser stitch darn curtain button knit wool"),
    (("tools", "key"), "chair shelf shelve wood knife knives sharpen drill tool carpent joiner furniture"),
    (("piano", "notes", "metronome"), "piano keyboard"),
    (("strings", "notes"), "guitar violin cello ukulele bass fiddle string"),
    (("notes", "metronome"), "music choir sing theory ear song drum flute voice"),
    (("belt", "jacket"), "judo karate kata aikido self grading throw randori mat belt"),
    (("camera", "film"), "photo camera portrait darkroom enlarge lens pinhole"),
    (("film", "camera"), "film negative print develop scan"),
    (("brush", "pencil"), "draw paint watercolour sketch kanji calligraph"),
    (("basket", "table", "leaves"), "fruit plum apple pear berr vegetable harvest windfall tomato potato squash"),
    (("jars", "table"), "jam preserve pickle chutney honey kimchi"),
    (("leaves", "basket", "bird"), "garden plant hedge weed prun lawn herb seed compost allotment dig water biology"),
    (("figures", "pencil"), "math calculus algebra geometry trigonometry proof"),
    (("chart", "figures"), "statistic data account tax budget spreadsheet"),
    (("orbits", "moon"), "physics astronomy science star night"),
    (("flask", "orbits"), "chemistry lab brew kombucha"),
    (("globe", "voices"), "language spanish french german italian portuguese polish japanese swedish"),
    (("voices", "cup"), "english conversation interview talk company"),
    (("pencil", "books"), "essay writing letter form translat proofread"),
    (("books", "pencil"), "tutor reading history thesis law literature study story stories book"),
    (("table", "jars", "cup"), "cook lunch supper soup dinner breakfast"),
    (("house", "key"), "flat house room window home post parcel"),
    (("key", "stairs"), "key lock door"),
    (("stairs", "house"), "stair carry carrying move moving lift"),
    (("dog", "dog", "hills"), "dog walk cat pet"),
    (("boat", "boat", "hills"), "boat sail harbour swim kayak row"),
    (("moon", "house"), "baby babysit sleep evening"),
)


def motifs_for(name: str) -> tuple[str, ...]:
    """Those that suit it, the first the best; none if no word of it is known."""
    words = "".join(c if c.isalpha() else " " for c in name.lower()).split()
    fits = (motifs for motifs, stems in SUBJECTS if any(word.startswith(tuple(stems.split())) for word in words))
    return next(fits, ())
