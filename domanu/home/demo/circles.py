"""Who is in which marketplace, as what, and who waits at the door."""

from __future__ import annotations

from typing import NamedTuple


class Circle(NamedTuple):
    members: str
    roles: dict[str, str]
    asking: dict[str, str]
    """Who waits for an answer, and what they wrote."""
    behind: str = ""
    """Who has not agreed to the newest rules yet."""
    banned: str = ""
    left: str = ""


CIRCLES = {
    "campus": Circle(
        "priya jonah nora owen amara lucia mei felix samira alice bob theo tomas maya hana kofi greta luca",
        {"priya": "moderator", "greta": "treasurer"},
        {
            "zofia": "I passed both analysis courses in my second try, and I remember exactly where it hurt.",
            "idris": "I would like to learn Spanish before April. I pay in biscuits if that is allowed.",
            "ruben": "",
            "nadia": "Priya told me to write. I can teach biology to anybody who likes tomatoes.",
        },
        banned="rex",
        left="ines",
    ),
    "repair": Circle(
        "tomas bob samira wanda ruben idris alice mei felix nora dora jonah kofi nadia maya",
        {"tomas": "moderator"},
        {},
        behind="alice mei felix nora",
        banned="rex",
    ),
    "judo": Circle(
        "hana kofi zofia mei theo samira jonah ruben nora lucia",
        {"hana": "moderator", "kofi": "moderator", "zofia": "treasurer"},
        {
            "alice": "Two years as a child, twelve years of pause. I still know how to fall.",
            "maya": "My daughter is seven and throws me already.",
        },
    ),
    "music": Circle(
        "zofia theo maya idris felix alice jonah hana amara tomas lucia",
        {"zofia": "seller", "theo": "seller", "maya": "seller", "idris": "seller", "felix": "moderator"},
        {},
        left="bob",
    ),
    "garden": Circle(
        "amara nadia kofi wanda ines bob samira alice priya lucia maya luca greta",
        {"priya": "moderator"},
        {},
        banned="rex",
    ),
    "dogs": Circle("felix nadia ruben kofi lucia hana idris theo", {"felix": "moderator"}, {}),
    "bakers": Circle(
        "ines hana zofia maya wanda alice bob dora owen nora amara ruben",
        {"ines": "moderator", "bob": "treasurer"},
        {
            "tomas": "I cannot bake. I can mend the oven that you complain about.",
            "kofi": "Groundnut biscuits, and I live at number forty.",
            "felix": "",
        },
    ),
    "darkroom": Circle(
        "theo mei tomas felix dora alice luca jonah",
        {"theo": "seller", "mei": "moderator", "tomas": "seller"},
        {"wanda": "I have four hundred negatives of my aunt, and no idea who is on them."},
    ),
    "staircase": Circle("wanda felix bob lucia samira tomas alice idris kofi", {"wanda": "moderator"}, {}),
    "coats": Circle("samira wanda nadia alice tomas", {}, {}),
}
FAVOURITES = {
    "alice": (
        "Linear algebra, with drawings",
        "Piano for grown-ups",
        "Sourdough by bicycle",
        "Bike brakes and gears",
        "First print, from your own negative",
        "Jam from your own fruit",
        "Soup on Sundays",
        "Exam nerves, one to one",
    ),
    "dora": (
        "Cinnamon buns, warm at nine",
        "Lamps and toasters",
        "Portraits on one roll",
        "A quartet looks for its viola",
    ),
    "tomas": ("Dark rye that keeps a week", "Pruning old apple trees", "Guitar from zero"),
    "bob": ("Darning, while you watch", "The last tart of the day"),
}
HEIRS = {"music": "doral"}
