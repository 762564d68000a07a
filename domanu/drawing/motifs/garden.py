"""What one gardens with."""

from __future__ import annotations

from domanu.drawing.colour import mix
from domanu.drawing.svg import circle, half_disc, leaf, line, polygon, rect, ring

from .block import WIDTH, Block, Shapes


def can(t: Block) -> Shapes:
    """A watering can, and what it is for."""
    x = t.chance.choice((96, 116, 136))
    yield circle(t.third, x + 90, 120, 84)
    yield rect(t.dark, 0, 304, WIDTH, 56)
    yield ring(t.first, x + 4, 214, 46, 17) + line(t.first, 15, (x + 36, 150), (x + 90, 108), (x + 150, 150))
    yield line(t.first, 28, (x + 150, 270), (x + 262, 150))
    yield polygon(t.dark, (x + 232, 140), (x + 268, 176), (x + 296, 156), (x + 252, 112))
    yield rect(t.first, x + 24, 148, 142, 158, 8) + rect(mix(t.first, t.light, 0.4), x + 24, 178, 142, 10)
    for drop in range(7):
        yield circle(t.light, x + 282 + drop % 3 * 20, 186 + drop * 15, 5)
    for blade, turn in ((70, -120), (84, -92), (66, -62)):
        yield leaf(t.second, mix(t.second, t.dark, 0.3), x + 290, 306, blade, 20, turn)


def spade(t: Block) -> Shapes:
    """It stands in the bed until tomorrow."""
    x, lean = t.chance.choice((170, 240, 310)), t.chance.choice((-9, 8, 13))
    yield half_disc(t.third, x + t.chance.choice((-110, 110)), 262, 112, 180)
    yield f'<g transform="rotate({lean} {x} 280)">'
    yield rect(t.second, x - 11, 62, 22, 140, 4) + rect(t.first, x - 46, 26, 92, 26, 12)
    yield polygon(t.second, (x - 11, 66), (x - 40, 44), (x - 26, 40), (x, 60), (x + 26, 40), (x + 40, 44), (x + 11, 66))
    yield polygon(t.first, (x - 62, 186), (x + 62, 186), (x + 56, 268), (x, 316), (x - 56, 268))
    yield rect(mix(t.first, t.light, 0.4), x - 5, 196, 10, 82) + rect(t.dark, x - 17, 172, 34, 34, 4) + "</g>"
    yield rect(t.dark, 0, 262, WIDTH, 98)
    for furrow in range(3):
        yield rect(mix(t.dark, t.light, 0.18), 0, 282 + furrow * 26, WIDTH, 5)
    for sprout in range(6):
        place = 34 + sprout * 82
        yield leaf(t.first, t.second, place, 264, 34, 13, -54) + leaf(t.second, t.first, place, 264, 34, 13, -126)
