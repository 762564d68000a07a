"""What is learnt."""

from __future__ import annotations

from domanu.drawing.colour import overprint
from domanu.drawing.svg import around, circle, clipped, half_disc, line, path, polygon, rect, ring

from .block import WIDTH, Block, Shapes


def books(t: Block) -> Shapes:
    yield circle(t.third, t.chance.choice((130, 350)), 132, 96)
    yield rect(t.dark, 0, 306, WIDTH, 54)
    x, inks = 44.0, (t.first, t.second, t.dark, t.light, t.third)
    start = t.chance.randrange(len(inks))
    for book in range(6):
        width, height, fill = t.chance.uniform(38, 62), t.chance.uniform(150, 234), inks[(book + start) % 5]
        band = t.ground if fill in (t.dark, t.first) else t.dark
        yield rect(fill, x, 306 - height, width, height, 2)
        yield rect(band, x, 306 - height + 26, width, 8) + rect(band, x, 306 - 44, width, 14)
        x += width + 3
    lean = [(x + 8, 306), (x + 58, 306), (x + 98, 132), (x + 48, 122)]
    yield polygon(t.first, *lean)
    yield line(t.light, 6, (x + 20, 252), (x + 70, 262))


def figures(t: Block) -> Shapes:
    """Triangle, square and circle, overprinted: mathematics as a poster."""
    x = t.chance.uniform(170, 220)
    disc = circle(t.second, x, 160, 112)
    corners = ((x + 10, 312), (x + 132, 76), (x + 254, 312))
    yield rect(t.third, x - 130, 190, 150, 122)
    yield disc
    yield polygon(t.first, *corners)
    yield clipped("a", disc, polygon(overprint(t.first, t.second), *corners))
    yield line(t.dark, 4, (30, 312), (450, 312))
    yield line(t.dark, 4, (x - 130, 40), (x - 130, 330))
    wave = [(u, 312 - 90 * (1 - ((u - 240) / 210) ** 2) ** 3) for u in range(36, 450, 9)]
    yield line(t.dark, 5, *wave)
    yield circle(t.dark, corners[1][0], corners[1][1], 9)


def chart(t: Block) -> Shapes:
    """Columns under a bell curve."""
    yield circle(t.third, t.chance.choice((110, 370)), 104, 62)
    bell = [(u, 306 - 236 * 2.718 ** (-(((u - 240) / 110) ** 2))) for u in range(36, 446, 6)]
    yield polygon(t.second, *bell)
    for column in range(8):
        middle = 66 + column * 50
        tall = 200 * 2.718 ** (-(((middle - 240) / 118) ** 2)) + t.chance.uniform(-14, 18)
        yield rect(t.first if column % 2 else t.dark, middle - 19, 306 - max(18, tall), 38, max(18, tall))
    yield line(t.dark, 5, (30, 308), (450, 308))


def orbits(t: Block) -> Shapes:
    """An atom, or a sun and its planets."""
    tilt = t.chance.choice((0, 30))
    yield circle(t.third, 240, 180, 150)
    for turn in (tilt, tilt + 60, tilt + 120):
        orbit = f' transform="rotate({turn} 240 180)" stroke="{t.dark}" stroke-width="6"'
        yield f'<ellipse fill="none" cx="240" cy="180" rx="158" ry="56"{orbit}/>'
        yield circle(t.dark if turn == tilt else t.first, *around(240, 180, 158, turn), 17)
    yield circle(t.second, 240, 180, 44)
    yield half_disc(t.first, 240, 180, 44, 60)


def flask(t: Block) -> Shapes:
    x = t.chance.choice((180, 240, 300))
    yield circle(t.third, x + t.chance.choice((-90, 90)), 130, 84)
    yield rect(t.second, 0, 306, WIDTH, 54)
    yield polygon(t.light, (x - 26, 70), (x + 26, 70), (x + 26, 150), (x + 118, 306), (x - 118, 306), (x - 26, 150))
    yield polygon(t.first, (x - 68, 220), (x + 68, 220), (x + 118, 306), (x - 118, 306))
    yield rect(t.dark, x - 38, 58, 76, 18, 6)
    for bubble in range(5):
        yield circle(t.light, x + t.chance.uniform(-52, 52), 290 - bubble * 13, t.chance.uniform(5, 12))
    for tube, fill in ((-190, t.first), (150, t.second), (196, t.first)):
        yield path(t.light, f"M{x + tube} 150h32v120a16 16 0 0 1-32 0z")
        yield path(fill, f"M{x + tube} 214h32v56a16 16 0 0 1-32 0z")


def globe(t: Block) -> Shapes:
    x, tilt = t.chance.choice((200, 240, 280)), t.chance.choice((-18, 18))
    yield rect(t.third, 0, 306, WIDTH, 54)
    yield rect(t.dark, x - 74, 312, 148, 18, 6) + rect(t.dark, x - 9, 280, 18, 40)
    yield ring(t.dark, x, 166, 136, 12)
    yield circle(t.second, x, 166, 116)
    yield f'<g transform="rotate({tilt} {x} 166)">'
    lands = (polygon(t.first, (x - 80, 70), (x + 10, 60), (x + 34, 120), (x - 20, 150), (x - 40, 210), (x - 96, 150)),)
    more = polygon(t.first, (x + 30, 170), (x + 130, 130), (x + 120, 230), (x + 52, 262))
    yield clipped("a", circle("#000", x, 166, 116), *lands, more)
    thin = f' stroke="{t.light}" stroke-width="4"'
    for across in (42, 116):
        yield f'<ellipse fill="none" cx="{x}" cy="166" rx="{across}" ry="116"{thin}/>'
    yield rect(t.light, x - 116, 164, 232, 4) + "</g>"
