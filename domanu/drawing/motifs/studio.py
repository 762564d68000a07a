"""What is seen, drawn and written."""

from __future__ import annotations

from domanu.drawing.colour import mix
from domanu.drawing.svg import circle, leaf, line, number, path, polygon, rect

from .block import WIDTH, Block, Shapes


def camera(t: Block) -> Shapes:
    x = t.chance.choice((210, 240, 270))
    yield circle(t.third, x + t.chance.choice((-120, 120)), 112, 84)
    yield rect(t.second, 0, 292, WIDTH, 68)
    yield polygon(t.dark, (x - 56, 132), (x - 36, 92), (x + 36, 92), (x + 56, 132))
    yield rect(t.dark, x + 84, 110, 46, 24, 5)
    yield rect(t.first, x - 152, 126, 304, 170, 16)
    yield rect(mix(t.first, t.dark, 0.55), x - 152, 164, 304, 96)
    yield rect(t.light, x - 132, 138, 36, 16, 3)
    rings = ((78, t.light), (68, t.dark), (50, t.second), (32, t.dark))
    yield "".join(circle(fill, x, 212, radius) for radius, fill in rings)
    yield circle(t.light, x - 14, 198, 9)


def film(t: Block) -> Shapes:
    """Two strips of negatives on the table."""
    turn, shift = t.chance.choice((-7, 7)), t.chance.uniform(-40, 40)
    yield f'<g transform="rotate({turn} 240 180)">'
    for strip, top in enumerate((20, 192)):
        yield rect(t.dark, -60, top, 600, 150)
        for hole in range(25):
            yield rect(t.ground, -52 + hole * 24, top + 8, 11, 13, 2) + rect(
                t.ground, -52 + hole * 24, top + 129, 11, 13, 2
            )
        for frame in range(5):
            yield from _negative(t, -110 + shift * (1 - 2 * strip) + frame * 134, top + 30, (frame + strip) % 4)
    yield "</g>"


def _negative(t: Block, x: float, y: float, which: int) -> Shapes:
    yield rect((t.first, t.second, t.third, t.light)[which], x, y, 122, 90, 2)
    inside = (t.light, t.dark, t.dark, t.first)[which]
    if which % 2:
        yield circle(inside, x + 84, y + 30, 17)
        yield polygon(mix(inside, t.dark, 0.3), (x, y + 90), (x + 40, y + 36), (x + 74, y + 90))
    else:
        yield circle(inside, x + 61, y + 34, 20) + rect(inside, x + 32, y + 58, 58, 32, 14)


def brush(t: Block) -> Shapes:
    """A palette with its colours, and what lays them on."""
    yield circle(t.third, t.chance.choice((96, 390)), 100, 66)
    yield '<g transform="rotate(-12 230 190)">'
    yield f'<ellipse fill="{t.first}" cx="222" cy="196" rx="176" ry="128"/>'
    yield circle(t.ground, 300, 254, 34)
    blobs = [(118, 176, 30), (176, 120, 34), (252, 112, 28), (322, 150, 32), (140, 250, 24)]
    inks = [t.second, t.light, t.third, t.dark, t.second]
    t.chance.shuffle(inks)
    yield "".join(circle(ink, *blob) for blob, ink in zip(blobs, inks, strict=True))
    yield "</g>"
    yield line(t.dark, 14, (424, 30), (314, 196))
    yield line(t.light, 18, (314, 196), (298, 220))
    yield leaf(t.second, t.dark, 302, 212, 66, 20, 124)


def pencil(t: Block) -> Shapes:
    lean, x = t.chance.choice((-38, -30, 30, 38)), t.chance.choice((210, 240, 270))
    yield circle(t.third, WIDTH - x, 120, 92)
    yield rect(t.light, x - 150, 236, 324, 160, 3)
    scribble = f"M{number(x - 120)} 300c40-50 60 40 100-6s60 34 96-4 50 20 84-12"
    yield path("none", scribble, f' stroke="{t.dark}" stroke-width="6" stroke-linecap="round"')
    yield f'<g transform="translate({number(x)} 288) rotate({lean})">'
    yield polygon(mix(t.light, t.dark, 0.2), (-27, -70), (27, -70), (0, 0)) + polygon(
        t.dark, (-9, -24), (9, -24), (0, 0)
    )
    yield rect(t.first, -27, -236, 54, 168)
    yield rect(mix(t.first, t.light, 0.35), -9, -236, 18, 168)
    yield rect(t.dark, -27, -258, 54, 24) + rect(t.second, -27, -296, 54, 40, 8)
    yield "</g>"


def prints(t: Block) -> Shapes:
    """They dry on a line."""
    sag, first = t.chance.uniform(14, 30), t.chance.randrange(3)
    yield rect(mix(t.ground, t.dark, 0.12), 0, 292, WIDTH, 68)
    yield path("none", f"M0 62Q240 {number(62 + 2 * sag)} {WIDTH} 62", f' stroke="{t.dark}" stroke-width="5"')
    for place in range(3):
        x, y = 34 + place * 142, 74 + (sag if place == 1 else sag * 0.4)
        yield rect(t.light, x, y, 128, 170, 2)
        yield from _negative(t, x + 3, y + 24, (first + place) % 3)
        yield rect(t.second if place % 2 else t.first, x + 56, y - 16, 16, 34, 3)
