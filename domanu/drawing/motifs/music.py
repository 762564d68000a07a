"""What is played."""

from __future__ import annotations

from domanu.drawing.colour import mix
from domanu.drawing.svg import around, circle, half_disc, rect

from .block import HEIGHT, WIDTH, Block, Shapes


def piano(t: Block) -> Shapes:
    for arch, fill in enumerate((t.first, t.second, t.third, t.dark)):
        yield half_disc(fill, t.chance.choice((150, 330)) if arch == 0 else 240, 206, 200 - arch * 48, 180)
    yield rect(t.dark, 0, 206, WIDTH, 154)
    for key in range(8):
        yield rect(t.light, key * 60 + 2, 212, 56, 148, 3)
    for key in (0, 1, 3, 4, 5):
        yield rect(t.dark, key * 60 + 44, 206, 34, 92, 3)
    yield rect(t.first, t.chance.randrange(0, 8) * 60 + 2, 302, 56, 58, 3)


def strings(t: Block) -> Shapes:
    """A guitar, close: the body's curve, the rose, six strings."""
    x = t.chance.choice((190, 240, 290))
    yield circle(t.first, x - 60, 330, 250)
    yield circle(mix(t.first, t.dark, 0.25), x + 250, 20, 150)
    yield circle(t.second, x, 190, 104)
    for radius, fill in ((90, t.light), (82, t.dark)):
        yield circle(fill, x, 190, radius)
    for spot in range(0, 360, 24):
        yield circle(t.light, *around(x, 190, 97, spot), 4)
    for string in range(6):
        offset = x - 50 + string * 20
        yield rect(t.light if string % 2 else t.third, offset, 0, 5 - string * 0.5, HEIGHT)
