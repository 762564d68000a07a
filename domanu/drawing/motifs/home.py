"""What stands at home, and who."""

from __future__ import annotations

from domanu.drawing.colour import mix
from domanu.drawing.svg import circle, half_disc, leaf, line, number, polygon, rect, ring

from .block import HEIGHT, WIDTH, Block, Shapes


def house(t: Block) -> Shapes:
    """A row of fronts with a light on here and there."""
    yield circle(t.third, t.chance.choice((110, 250, 380)), 92, 62)
    fronts = ((t.first, 122), (t.second, 168), (t.first, 140), (t.light, 182))
    start = t.chance.randrange(len(fronts))
    for place in range(3):
        fill, top = fronts[(start + place) % len(fronts)]
        x = 36 + place * 138
        yield polygon(t.dark, (x - 8, top), (x + 66, top - 62), (x + 140, top))
        yield rect(fill, x, top, 132, 310 - top)
        for floor in range((300 - top) // 62):
            for column in (22, 78):
                lit = t.chance.random() < 0.35  # noqa: PLR2004
                yield rect(t.third if lit else mix(t.dark, fill, 0.2), x + column, top + 22 + floor * 60, 32, 36, 2)
    yield rect(t.dark, 0, 308, WIDTH, 52)


def key(t: Block) -> Shapes:
    x, turn = t.chance.choice((200, 240, 280)), t.chance.choice((-28, -36, 28))
    yield circle(t.second, x, 180, 132)
    yield f'<g transform="translate({number(x)} 180) rotate({turn})">'
    yield ring(t.first, -116, 0, 50, 26)
    yield rect(t.first, -70, -14, 236, 28, 3)
    for tooth, long in ((96, 46), (130, 34)):
        yield rect(t.first, tooth, 10, 22, long, 2)
    yield rect(mix(t.first, t.light, 0.4), -64, -8, 222, 5)
    yield ring(t.dark, -168, 20, 26, 6) + circle(t.third, -188, 58, 24)
    yield "</g>"


def stairs(t: Block) -> Shapes:
    yield rect(t.third, 56, 44, 96, 128, 48)
    yield rect(t.dark, 100, 44, 8, 128) + rect(t.dark, 56, 104, 96, 8)
    step, rise = 76, 44
    for tread in range(6):
        x, y = 22 + tread * step, 300 - tread * rise
        yield rect((t.first, t.second)[tread % 2], x, y, WIDTH - x, HEIGHT - y)
        yield rect(t.dark, x - 6, y - 8, WIDTH - x, 10)
        yield rect(t.dark, x + 32, y - 96, 7, 90)
    yield line(t.dark, 12, (40, 216), (WIDTH, -38))
    pot = t.chance.choice((0, 1)) * step
    for blade, turn in ((46, -120), (54, -90), (44, -60)):
        yield leaf(t.first, t.second, 56 + pot, 262 - pot * rise / step, blade, 16, turn)
    yield rect(t.dark, 36 + pot, 262 - pot * rise / step, 40, 32, 4)


def dog(t: Block) -> Shapes:
    yield circle(t.third, t.chance.choice((110, 240)), 116, t.chance.choice((66, 84)))
    yield rect(t.second, 0, 300, WIDTH, 60)
    coat, shade = t.first, mix(t.first, t.dark, 0.4)
    for leg in (150, 296):
        yield rect(shade, leg + 26, 220, 26, 88, 8)
        yield rect(coat, leg, 220, 28, 90, 8)
    yield line(coat, 18, (144, 176), (104, 132), (100, 92))
    yield rect(coat, 126, 150, 226, 98, 44)
    yield rect(coat, 292, 92, 66, 120, 30)
    yield circle(coat, 334, 116, 44) + rect(coat, 334, 110, 86, 44, 20)
    yield circle(t.dark, 412, 122, 12) + circle(t.light, 350, 108, 9) + circle(t.dark, 352, 108, 5)
    yield leaf(shade, shade, 312, 92, 82, 30, 104)
    yield polygon(t.second, (294, 170), (360, 182), (358, 198), (292, 188)) + circle(t.light, 340, 202, 9)
    yield half_disc(t.light, 218, 246, 40, 180)
