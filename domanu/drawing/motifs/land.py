"""What grows and flies."""

from __future__ import annotations

from math import pi, sin

from domanu.drawing.colour import mix, overprint
from domanu.drawing.svg import circle, clipped, half_disc, leaf, line, polygon, rect, ring

from .block import HEIGHT, WIDTH, Block, Shapes


def hills(t: Block) -> Shapes:
    sun, radius = t.chance.uniform(120, 360), t.chance.uniform(54, 78)
    yield circle(t.second, sun, 128, radius)
    ridges = [(t.third, 176), (t.first, 226), (t.dark, 284)]
    for row, (fill, top) in enumerate(ridges):
        phase, swing = t.chance.uniform(0, 2 * pi), 34 - row * 6
        crest = [(x, top + swing * sin(x / 96 + phase)) for x in range(0, WIDTH + 24, 24)]
        hill = polygon(fill, *crest, (WIDTH, HEIGHT), (0, HEIGHT))
        yield hill
        if row == 0:
            yield clipped("a", circle("#000", sun, 128, radius), hill.replace(fill, overprint(t.second, fill)))
        for furrow in range(1, 5 if row == 1 else 0):
            yield line(mix(fill, t.light, 0.5), 3, *((x, y + furrow * 17) for x, y in crest))


def leaves(t: Block) -> Shapes:
    yield circle(t.third, t.chance.uniform(150, 330), 150, 96)
    stems = t.chance.choice((2, 3))
    for stem in range(stems):
        foot = WIDTH * (stem + 1) / (stems + 1)
        lean, top = t.chance.uniform(-34, 34), t.chance.uniform(48, 104)
        near, far = ((t.first, mix(t.first, t.dark, 0.4)), (t.second, mix(t.second, t.dark, 0.3)))[stem % 2]
        yield line(t.dark, 5, (foot, HEIGHT), (foot + lean * 0.4, 210), (foot + lean, top))
        rows = 4
        for row in range(rows):
            y = 306 - row * (306 - top) / rows
            x, long = foot + lean * (HEIGHT - y) / (HEIGHT - top), 88 - row * 11
            yield leaf(near, far, x, y, long, 34, -32)
            yield leaf(far, near, x, y, long, 34, -148)
        yield leaf(near, far, foot + lean, top + 14, 62, 28, -90)


def bird(t: Block) -> Shapes:
    yield circle(t.third, t.chance.choice((120, 370)), 110, 70)
    x, y = t.chance.uniform(210, 260), 180
    yield half_disc(t.first, x, y - 20, 104)
    yield half_disc(t.dark, x - 30, y - 20, 62)
    for feather in range(3):
        yield leaf(t.light, t.light, x - 76 + feather * 22, y - 8, 52 - feather * 8, 7, 30)
    yield polygon(t.first, (x - 96, y - 20), (x - 176, y - 84), (x - 138, y - 10), (x - 70, y + 40))
    yield circle(t.first, x + 84, y - 38, 42)
    yield polygon(t.second, (x + 120, y - 54), (x + 168, y - 34), (x + 120, y - 22))
    yield circle(t.light, x + 92, y - 48, 11) + circle(t.dark, x + 94, y - 48, 6)
    for leg in (-8, 30):
        yield line(t.second, 6, (x + leg, y + 76), (x + leg, 292))
    yield rect(t.dark, 0, 290, WIDTH, 12)
    for twig in range(5):
        near, far = (t.first, t.second) if twig % 2 else (t.second, t.third)
        yield leaf(near, far, 40 + twig * 100, 300, 56, 22, 50 if twig % 2 else 130)


def basket(t: Block) -> Shapes:
    """What the beds have given."""
    x = t.chance.choice((210, 240, 270))
    yield circle(t.third, x + t.chance.choice((-110, 110)), 104, 76)
    yield rect(t.dark, 0, 306, WIDTH, 54)
    yield ring(t.dark, x, 190, 122, 13)
    heap = [(-96, 186, 40, t.second), (-28, 168, 48, t.first), (52, 172, 46, t.third), (108, 192, 34, t.second)]
    for across, y, radius, fill in heap:
        yield circle(fill, x + across, y, radius)
        yield leaf(t.dark, mix(t.dark, t.light, 0.25), x + across, y - radius + 6, 40, 14, t.chance.uniform(-130, -50))
    yield polygon(t.first, (x - 150, 200), (x + 150, 200), (x + 116, 314), (x - 116, 314))
    weave = mix(t.first, t.dark, 0.4)
    for row in range(3):
        for column in range(8 - row):
            yield rect(weave, x - 134 + row * 12 + column * 36, 222 + row * 28, 24, 12, 5)
    yield rect(t.dark, x - 158, 190, 316, 18, 6)


def moon(t: Block) -> Shapes:
    x = t.chance.choice((150, 240, 330))
    yield circle(t.second, x, 136, 92)
    yield circle(t.ground, x + t.chance.choice((-44, 44)), 114, 78)
    for star in range(9):
        place = t.chance.uniform(20, 460), t.chance.uniform(16, 190)
        yield circle(t.second if star % 3 else t.third, *place, t.chance.choice((3, 4, 6)))
    for row, (fill, top) in enumerate(((t.first, 230), (t.dark, 286))):
        crest = [(u, top + 22 * sin(u / 110 + x / 60 + row * 2)) for u in range(0, WIDTH + 24, 24)]
        yield polygon(fill, *crest, (WIDTH, HEIGHT), (0, HEIGHT))
    foot = t.chance.uniform(70, 380)
    yield polygon(t.dark, (foot - 34, 250), (foot, 214), (foot + 34, 250)) + rect(t.dark, foot - 26, 248, 52, 46)
    yield rect(t.third, foot - 9, 260, 18, 18)


def boat(t: Block) -> Shapes:
    x = t.chance.choice((190, 240, 290))
    yield circle(t.third, x + t.chance.choice((-120, 120)), 100, 62)
    yield polygon(t.second, (x - 8, 40), (x - 8, 232), (x - 130, 232))
    yield polygon(t.light, (x + 8, 70), (x + 8, 232), (x + 104, 232))
    yield rect(t.dark, x - 5, 30, 10, 216)
    yield polygon(t.first, (x - 150, 244), (x + 150, 244), (x + 104, 304), (x - 110, 304))
    yield rect(t.dark, x - 156, 240, 312, 10, 4)
    for row, fill in enumerate((mix(t.second, t.dark, 0.35), t.dark)):
        swell = [(u, 292 + row * 28 + 9 * sin(u / 30 + row * 1.6)) for u in range(0, WIDTH + 12, 12)]
        yield polygon(fill, *swell, (WIDTH, HEIGHT), (0, HEIGHT))


def mill(t: Block) -> Shapes:
    """It turns above the fields."""
    x, turn = t.chance.choice((180, 240, 300)), t.chance.choice((12, 30, 56))
    yield circle(t.third, WIDTH - x, 96, 58)
    yield polygon(
        t.second, *[(u, 268 + 14 * sin(u / 70 + x)) for u in range(0, WIDTH + 24, 24)], (WIDTH, 360), (0, 360)
    )
    yield polygon(t.first, (x - 44, 130), (x + 44, 130), (x + 74, 318), (x - 74, 318))
    yield half_disc(t.dark, x, 132, 50, 180) + rect(t.dark, x - 18, 262, 36, 56, 18)
    yield rect(t.light, x - 12, 188, 24, 28, 3)
    for sail in range(4):
        yield f'<g transform="translate({x} 122) rotate({turn + sail * 90})">'
        yield rect(t.dark, -4, 0, 8, 128) + rect(t.light, 4, 26, 34, 98) + "</g>"
    yield circle(t.dark, x, 122, 11)
    for furrow in range(3):
        yield rect(mix(t.second, t.dark, 0.3), 0, 320 + furrow * 15, WIDTH, 5)
