"""Wood type and tiles: for a name that gives no picture."""

from __future__ import annotations

from random import Random

from domanu.drawing.colour import overprint
from domanu.drawing.letters import GLYPHS
from domanu.drawing.svg import Point, circle, clipped, half_disc, number, path, rect

from .block import WIDTH, Block, Shapes

SIDE = 120


def letter(t: Block) -> Shapes:
    """The name's first letter as a piece of wood type."""
    glyph = GLYPHS[t.letter]
    size = 330 / glyph.height
    left, foot = (WIDTH - glyph.width * size) / 2 + t.chance.uniform(-50, 50), 345
    place = f' transform="translate({number(left)} {foot}) scale({size:.3f} -{size:.3f})"'
    x, y, radius = t.chance.choice((130, 350)), t.chance.uniform(120, 220), t.chance.uniform(96, 124)
    yield circle(t.second, x, y, radius)
    for bar in range(4):
        yield rect(t.third, 0, 292 + bar * 18, WIDTH, 8)
    yield path(t.first, glyph.path, place)
    yield clipped("a", circle("#000", x, y, radius), path(overprint(t.first, t.second), glyph.path, place))


def tiles(t: Block) -> Shapes:
    inks = (t.first, t.second, t.third, t.dark)
    for row in range(3):
        for column in range(4):
            x, y = column * SIDE, row * SIDE
            back, front = t.chance.sample((*inks, t.ground, t.light), 2)
            yield rect(back, x, y, SIDE + 0.5, SIDE + 0.5)
            yield _tile(front, back, (x, y), t.chance)


def _tile(front: str, back: str, corner: Point, chance: Random) -> str:
    turn = chance.choice((0, 90, 180, 270))
    across, down = (number(side + SIDE / 2) for side in corner)
    place = f'<g transform="translate({across} {down}) rotate({turn}) translate(-60 -60)">'
    kind = chance.choice(("quarter", "quarter", "half", "petal", "eye", "bars"))
    cut = {
        "quarter": path(front, "M0 0h120a120 120 0 0 1-120 120z") + path(back, "M0 0h54a54 54 0 0 1-54 54z"),
        "half": half_disc(front, 60, 0, 60) + half_disc(front, 60, 60, 60),
        "petal": path(front, "M0 0a120 120 0 0 1 120 120a120 120 0 0 1-120-120z"),
        "eye": circle(front, 60, 60, 46) + circle(back, 60, 60, 18),
        "bars": "".join(rect(front, 0, 12 + 40 * bar, 120, 18) for bar in range(3)),
    }[kind]
    return f"{place}{cut}</g>"
