"""What one mends with, and what comes in under an arm."""

from __future__ import annotations

from domanu.drawing.colour import mix
from domanu.drawing.svg import around, circle, line, polygon, rect, ring

from .block import WIDTH, Block, Shapes


def wheel(t: Block) -> Shapes:
    """One wheel, close."""
    x = t.chance.choice((150, 240, 330))
    yield circle(t.third, WIDTH - x, 96, 74)
    yield rect(t.second, 0, 312, WIDTH, 48)
    yield ring(t.dark, x, 176, 146, 24) + ring(t.first, x, 176, 126, 12)
    first = t.chance.uniform(0, 20)
    for spoke in range(18):
        yield line(t.dark, 3, around(x, 176, 122, first + spoke * 20), around(x, 176, 20, first + spoke * 20 + 40))
    yield circle(t.first, x, 176, 30) + circle(t.dark, x, 176, 12)
    yield line(t.dark, 9, around(x, 176, 138, -40), around(x, 176, 164, -40))


def tools(t: Block) -> Shapes:
    """A hammer across a screwdriver."""
    yield circle(t.third, 240, 180, 140)
    side = t.chance.choice((-1, 1))
    yield f'<g transform="translate(240 190) rotate({side * 38})">'
    yield rect(t.dark, -7, -150, 14, 170) + polygon(t.dark, (-7, -146), (7, -146), (12, -172), (-12, -172))
    yield rect(t.first, -22, 4, 44, 140, 16) + rect(mix(t.first, t.light, 0.4), -7, 16, 14, 116, 7)
    yield f'</g><g transform="translate(240 190) rotate({side * -34})">'
    yield rect(t.second, -12, -110, 24, 260, 9) + rect(mix(t.second, t.dark, 0.3), -12, 70, 24, 80, 9)
    yield rect(t.dark, -64, -164, 84, 58, 6) + polygon(t.dark, (16, -160), (76, -150), (92, -118), (16, -116))
    yield "</g>"


def radio(t: Block) -> Shapes:
    x = t.chance.choice((96, 110, 124))
    yield circle(t.third, t.chance.choice((120, 366)), 104, 74)
    yield rect(t.second, 0, 300, WIDTH, 60)
    yield line(t.dark, 6, (x + 236, 132), (x + 288, 34)) + circle(t.dark, x + 288, 34, 8)
    yield rect(t.dark, x + 60, 98, 140, 60, 16) + rect(t.ground, x + 74, 112, 112, 40, 8)
    yield rect(t.first, x, 128, 264, 174, 16)
    yield rect(mix(t.first, t.dark, 0.35), x, 284, 264, 18, 8)
    yield circle(t.dark, x + 82, 212, 60)
    for row in range(5):
        yield rect(t.light, x + 40, 176 + row * 17, 84, 6, 3)
    yield rect(t.light, x + 160, 152, 84, 44, 4) + line(t.dark, 3, (x + 170, 184), (x + 234, 184))
    needle = x + 172 + t.chance.randrange(0, 56)
    yield line(t.dark, 5, (needle, 160), (needle, 188))
    for knob in (182, 226):
        yield circle(t.dark, x + knob, 244, 18) + circle(t.light, x + knob, 236, 5)


def scissors(t: Block) -> Shapes:
    """They follow a dashed line."""
    x = t.chance.choice((200, 240, 280))
    yield rect(t.third, 0, 0, x, 190)
    for dash in range(6):
        yield rect(t.dark, x - 3, -6 + dash * 20, 6, 12)
    for side, fill in ((-1, t.second), (1, t.first)):
        yield f'<g transform="translate({x} 196) rotate({side * 17})">'
        yield polygon(t.light if side < 0 else mix(t.light, t.dark, 0.25), (-13, 20), (13, 20), (side * -9, -158))
        yield line(fill, 22, (0, 24), (side * -14, 60)) + ring(fill, side * -26, 106, 38, 20)
        yield "</g>"
    yield circle(t.dark, x, 200, 9)


def bulb(t: Block) -> Shapes:
    x = t.chance.choice((190, 240, 290))
    for ray in range(0, 360, 30):
        yield line(t.third, 9, around(x, 150, 134, ray + 15), around(x, 150, 168, ray + 15))
    yield circle(t.second, x, 150, 104) + polygon(t.second, (x - 74, 220), (x + 74, 220), (x + 42, 270), (x - 42, 270))
    yield line(
        t.dark, 6, (x - 26, 262), (x - 34, 176), (x - 12, 196), (x, 168), (x + 12, 196), (x + 34, 176), (x + 26, 262)
    )
    for thread in range(3):
        yield rect(t.first if thread % 2 else t.dark, x - 44, 266 + thread * 20, 88, 17, 7)
    yield rect(t.dark, x - 20, 324, 40, 14, 6)


def chair(t: Block) -> Shapes:
    x = t.chance.choice((170, 210, 250))
    yield circle(t.third, x + t.chance.choice((-60, 150)), 120, 88)
    yield rect(t.second, 0, 304, WIDTH, 56)
    wood, shade = t.first, mix(t.first, t.dark, 0.4)
    yield line(shade, 15, (x + 20, 210), (x + 6, 312)) + line(shade, 15, (x + 132, 210), (x + 150, 312))
    yield line(wood, 17, (x - 22, 60), (x - 8, 216), (x - 26, 326)) + line(wood, 17, (x + 108, 214), (x + 122, 326))
    yield line(shade, 13, (x + 30, 56), (x + 40, 200))
    for slat in range(3):
        yield line(wood, 15, (x - 18 + slat * 4, 78 + slat * 38), (x + 32 + slat * 3, 74 + slat * 38))
    yield polygon(t.dark, (x - 34, 204), (x + 120, 204), (x + 146, 228), (x - 20, 228))
    yield line(wood, 9, (x - 18, 282), (x + 116, 282))
