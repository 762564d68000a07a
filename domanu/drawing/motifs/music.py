"""What is played."""

from __future__ import annotations

from domanu.drawing.colour import mix
from domanu.drawing.svg import around, circle, half_disc, line, path, polygon, rect

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


def notes(t: Block) -> Shapes:
    yield circle(t.third, t.chance.choice((120, 360)), 130, 96)
    for stave in range(5):
        yield rect(mix(t.dark, t.ground, 0.45), 0, 122 + stave * 34, WIDTH, 4)
    for pair, fill in enumerate((t.first, t.second)):
        x = 74 + pair * 206
        left, right = t.chance.choice(((258, 224), (224, 258), (275, 241), (207, 241)))
        for note, y in ((x, left), (x + 112, right)):
            yield f'<ellipse fill="{fill}" cx="{note}" cy="{y}" rx="32" ry="24" transform="rotate(-20 {note} {y})"/>'
            yield rect(fill, note + 22, y - 146, 9, 146)
        beam = [(x + 22, left - 146), (x + 143, right - 146), (x + 143, right - 118), (x + 22, left - 118)]
        yield polygon(fill, *beam)


def metronome(t: Block) -> Shapes:
    x, lean = t.chance.choice((190, 240, 290)), t.chance.choice((-24, -14, 14, 24))
    yield circle(t.third, WIDTH - x, 130, 96)
    yield rect(t.second, 0, 300, WIDTH, 60)
    yield polygon(t.first, (x - 48, 46), (x + 48, 46), (x + 108, 310), (x - 108, 310))
    yield polygon(mix(t.first, t.dark, 0.55), (x - 30, 70), (x + 30, 70), (x + 66, 246), (x - 66, 246))
    for mark in range(6):
        yield rect(t.light, x - 11, 92 + mark * 24, 22, 4)
    yield rect(t.dark, x - 116, 296, 232, 24, 4) + polygon(
        t.dark, (x - 34, 30), (x + 34, 30), (x + 48, 50), (x - 48, 50)
    )
    yield line(t.light, 7, (x, 246), around(x, 246, 196, lean - 90))
    weight = around(x, 246, 132, lean - 90)
    yield circle(t.second, *weight, 22) + circle(t.dark, x, 250, 13)


def fiddle(t: Block) -> Shapes:
    """A violin, close, and its bow."""
    x, lean = t.chance.choice((200, 240, 280)), t.chance.choice((-14, 12))
    yield circle(t.third, x + t.chance.choice((-120, 120)), 110, 80)
    yield f'<g transform="rotate({lean} {x} 180)">'
    body = "M0-84c44 0 76 30 76 66 0 28-24 36-24 64s50 40 50 90c0 54-46 86-102 86s-102-32-102-86c0-50 50-62 50-90"
    body += "s-24-36-24-64c0-36 32-66 76-66z"
    rib = f' transform="translate({x} 196)" stroke="{mix(t.first, t.dark, 0.45)}" stroke-width="9"'
    yield path(t.first, body, rib)
    for side in (-1, 1):
        curve = f"M{x + side * 24} 214c{side * 22}-16 {side * 26} 20 {side * 14} 40s{side * -4} 44 {side * 18} 30"
        yield path("none", curve, f' stroke="{t.dark}" stroke-width="7" stroke-linecap="round"')
    yield rect(t.dark, x - 15, -40, 30, 210, 4) + rect(t.dark, x - 24, 300, 48, 80, 10)
    yield rect(t.light, x - 40, 250, 80, 12, 4)
    for string in range(4):
        yield rect(t.light, x - 11 + string * 6.5, -40, 2, 350)
    yield "</g>"
    yield line(t.second, 8, (20, 330), (WIDTH - 20, 222)) + line(t.light, 4, (22, 342), (WIDTH - 18, 236))
