"""What is mended."""

from __future__ import annotations

from domanu.drawing.colour import mix
from domanu.drawing.svg import around, circle, half_disc, line, path, polygon, rect, ring

from .block import WIDTH, Block, Shapes


def bicycle(t: Block) -> Shapes:
    yield circle(t.third, t.chance.choice((140, 250, 350)), 128, 92)
    yield rect(t.second, 0, 300, WIDTH, 60)
    for dash in range(6):
        yield rect(mix(t.second, t.light, 0.6), 20 + dash * 84, 327, 44, 7, 3)
    back, front = (138, 226), (346, 226)
    for x, y in (back, front):
        yield ring(t.dark, x, y, 74, 11)
        for spoke in range(0, 180, 30):
            yield line(mix(t.dark, t.ground, 0.45), 2, around(x, y, 70, spoke + 8), around(x, y, -70, spoke + 8))
        yield circle(t.dark, x, y, 10)
    crank, seat, head = (228, 226), (196, 122), (314, 122)
    yield line(t.first, 11, back, crank, seat, back)
    yield line(t.first, 11, crank, (318, 138), (202, 138))
    yield line(t.first, 11, front, head, (306, 96))
    yield line(t.dark, 10, (290, 92), (330, 92), (342, 108))
    yield line(t.dark, 12, (174, 116), (218, 116))
    yield circle(t.second, *crank, 19)
    yield ring(t.dark, *crank, 19, 6)


def lamp(t: Block) -> Shapes:
    x = t.chance.choice((190, 240, 290))
    yield polygon(t.second, (x - 60, 150), (x + 60, 150), (x + 190, 300), (x - 190, 300))
    yield rect(t.third, 0, 296, WIDTH, 64)
    yield line(t.dark, 9, (x, 60), (x, 292))
    yield polygon(t.first, (x - 44, 54), (x + 44, 54), (x + 104, 164), (x - 104, 164))
    for pleat in (-2, -1, 0, 1, 2):
        yield line(mix(t.first, t.dark, 0.35), 3, (x + pleat * 16, 58), (x + pleat * 37, 160))
    yield half_disc(t.dark, x, 300, 62, 180)
    yield circle(t.light, x, 176, 20)


def spool(t: Block) -> Shapes:
    yield circle(t.third, t.chance.choice((130, 350)), 170, 112)
    for x, fill in ((168, t.first), (306, t.second)):
        yield rect(t.dark, x - 62, 92, 124, 24, 6)
        yield rect(t.dark, x - 62, 268, 124, 24, 6)
        yield rect(fill, x - 50, 116, 100, 152)
        for turn in range(8):
            yield line(mix(fill, t.dark, 0.32), 3, (x - 50, 130 + turn * 17), (x + 50, 122 + turn * 17))
    yield path("none", "M356 250C420 230 400 330 450 318", f' stroke="{t.second}" stroke-width="5"')
    yield line(t.dark, 6, (404, 76), (444, 316))
    for x, y in ((56, 76), (70, 306)):
        yield circle(t.first, x, y, 26) + "".join(circle(t.ground, x + a, y + b, 4) for a in (-8, 8) for b in (-8, 8))
