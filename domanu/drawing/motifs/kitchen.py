"""What is eaten."""

from __future__ import annotations

from domanu.drawing.colour import mix
from domanu.drawing.svg import circle, half_disc, leaf, line, number, path, polygon, rect, ring

from .block import WIDTH, Block, Shapes


def table(t: Block) -> Shapes:
    """A bowl of fruit and a bottle: what every market sells in the end."""
    bowl = t.chance.choice((190, 280))
    bottle = 376 if bowl < WIDTH / 2 else 108
    yield circle(t.third, bottle, 150, 92)
    yield rect(t.second, 0, 258, WIDTH, 102)
    for stripe in range(6):
        yield rect(mix(t.second, t.light, 0.45), 24 + stripe * 84, 258, 12, 102)
    fruits = [(bowl - 56, 146, 40), (bowl + 54, 150, 38), (bowl, 118, 46)]
    for (x, y, r), fill in zip(fruits, (t.second, t.third, t.first), strict=True):
        yield circle(fill, x, y, r)
        yield leaf(t.dark, t.dark, x, y - r + 4, 30, 12, t.chance.uniform(-60, -20))
    yield half_disc(t.dark, bowl, 160, 112)
    yield rect(t.dark, bowl - 42, 264, 84, 16, 4)
    yield rect(mix(t.dark, t.light, 0.7), bowl - 82, 182, 164, 6, 3)
    yield rect(t.first, bottle - 34, 152, 68, 130, 14)
    yield rect(t.first, bottle - 12, 86, 24, 80)
    yield rect(t.dark, bottle - 15, 76, 30, 18, 4)
    yield rect(t.light, bottle - 34, 196, 68, 46)


def bread(t: Block) -> Shapes:
    yield circle(t.third, t.chance.choice((120, 360)), 120, 88)
    yield rect(t.dark, 0, 292, WIDTH, 68)
    for row, (y, fill) in enumerate(((244, t.first), (168, t.second))):
        x = 240 + t.chance.choice((-26, 0, 26)) * (row + 1)
        long = 316 - row * 86
        yield rect(fill, x - long / 2, y - 46, long, 94, 47)
        for cut in range(4 - row):
            start = x - long / 2 + 62 + cut * 62
            yield leaf(t.light, mix(fill, t.light, 0.55), start, y + 22, 62, 15, -58)
    for side in (-1, 1):
        for grain in range(5):
            angle = -90 + side * 34
            yield leaf(t.dark, t.dark, 436, 250 - grain * 36, 40, 13, angle)
    yield line(t.dark, 4, (436, 300), (436, 84))


def cake(t: Block) -> Shapes:
    yield circle(t.third, 240, 160, 140)
    yield rect(t.dark, 0, 312, WIDTH, 48)
    tiers = [(260, 232, 80, t.first, t.light), (172, 158, 74, t.second, t.dark)]
    for width, top, height, fill, icing in tiers:
        left, drops = 240 - width / 2, width // 26
        yield rect(fill, left, top, width, height)
        yield rect(icing, left, top, width, 14)
        drop = width / drops
        for i in range(int(drops)):
            yield half_disc(icing, left + drop * (i + 0.5), top + 14, drop / 2)
    yield circle(t.first, 240, 134, 26)
    yield path("none", "M240 112C246 84 262 76 280 74", f' stroke="{t.dark}" stroke-width="5" stroke-linecap="round"')
    yield polygon(t.dark, (70, 312), (410, 312), (386, 330), (94, 330))


def jars(t: Block) -> Shapes:
    """Jam on a shelf, each jar with its label."""
    yield circle(t.third, t.chance.choice((110, 240, 370)), 110, 84)
    yield rect(t.dark, 0, 300, WIDTH, 18)
    fills = [t.first, t.second, mix(t.first, t.dark, 0.45)]
    t.chance.shuffle(fills)
    for place, fill in enumerate(fills):
        x, top = 52 + place * 132, t.chance.choice((128, 152, 176))
        yield rect(fill, x, top + 20, 112, 282 - top, 18)
        yield rect(t.dark, x + 4, top, 104, 30, 5) + rect(mix(t.dark, t.light, 0.5), x + 4, top + 9, 104, 5)
        yield rect(t.light, x + 16, 220, 80, 52, 3)
        yield circle(fill, x + 38, 246, 12) + rect(t.dark, x + 58, 238, 28, 5) + rect(t.dark, x + 58, 250, 20, 5)


def cup(t: Block) -> Shapes:
    x = t.chance.choice((200, 230, 260))
    yield circle(t.third, x + t.chance.choice((-90, 110)), 120, 88)
    yield rect(t.second, 0, 288, WIDTH, 72)
    yield ring(t.first, x + 108, 186, 40, 20)
    yield f'<ellipse fill="{t.dark}" cx="{x}" cy="296" rx="164" ry="22"/>'
    yield rect(t.first, x - 108, 136, 216, 40) + half_disc(t.first, x, 174, 108)
    yield rect(t.light, x - 108, 158, 216, 16) + rect(t.dark, x - 108, 130, 216, 14, 6)
    for steam in (-44, 0, 44):
        curl = f"M{number(x + steam)} 112c-22-22 22-34 0-{t.chance.choice((52, 62, 70))}"
        yield path("none", curl, f' stroke="{t.light}" stroke-width="8" stroke-linecap="round"')
