"""What grows and flies."""

from __future__ import annotations

from math import pi, sin

from domanu.drawing.colour import mix, overprint
from domanu.drawing.svg import circle, clipped, half_disc, leaf, line, polygon, rect

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
