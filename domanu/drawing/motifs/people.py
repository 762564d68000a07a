"""What people do with each other."""

from __future__ import annotations

from domanu.drawing.colour import mix, overprint
from domanu.drawing.svg import around, circle, clipped, line, number, path, polygon, rect

from .block import WIDTH, Block, Shapes


def voices(t: Block) -> Shapes:
    """Two speech bubbles that overlap."""
    lift = t.chance.uniform(-14, 14)
    left = f"M60 {number(70 + lift)}h220{_corner(1, 1)}v96{_corner(-1, 1)}h-130l-56 56v-56h-34"
    left += f"{_corner(-1, -1)}v-96{_corner(1, -1)}z"
    right = f"M226 {number(142 - lift)}h188{_corner(1, 1)}v92{_corner(-1, 1)}h-34v50l-50-50h-104"
    right += f"{_corner(-1, -1)}v-92{_corner(1, -1)}z"
    yield circle(t.third, 400, 92, 64)
    yield path(t.first, left) + path(t.second, right)
    yield clipped("a", path("#000", left), path(overprint(t.first, t.second), right))
    for row, long in enumerate((150, 110)):
        yield rect(t.light, 66, 104 + lift + row * 32, long, 10, 5)
    for row, long in enumerate((110, 76)):
        yield rect(t.light, 316, 192 - lift + row * 30, long, 10, 5)


def _corner(across: int, down: int, radius: int = 26) -> str:
    return f"a{radius} {radius} 0 0 1 {across * radius} {down * radius}"


def belt(t: Block) -> Shapes:
    """A rising sun and a knotted belt."""
    x = t.chance.choice((170, 240, 310))
    for ray in range(180, 361, 20):
        edges = (around(x, 210, 520, ray + side) for side in (-5, 5))
        yield polygon(mix(t.ground, t.second, 0.55), (x, 210), *edges)
    yield circle(t.second, x, 196, 116)
    yield rect(t.first, 0, 206, WIDTH, 46)
    yield rect(mix(t.first, t.light, 0.35), 0, 224, WIDTH, 5)
    for lean in (-1, 1):
        tail = [(x - 22, 240), (x + 22, 240), (x + lean * 84 + 24, 346), (x + lean * 84 - 24, 346)]
        yield polygon(mix(t.first, t.dark, 0.3) if lean < 0 else t.first, *tail)
    yield polygon(mix(t.first, t.dark, 0.5), (x - 44, 204), (x + 30, 192), (x + 46, 252), (x - 30, 268))
    yield polygon(t.first, (x - 30, 192), (x + 44, 204), (x + 30, 268), (x - 46, 252))


def jacket(t: Block) -> Shapes:
    """A judo jacket on its peg, with the belt."""
    x = t.chance.choice((210, 240, 270))
    yield circle(t.second, x, 190, 150)
    cloth, fold = t.light, mix(t.light, t.dark, 0.2)
    yield rect(t.dark, x - 5, 0, 10, 60)
    for side in (-1, 1):
        sleeve = [(60, 62), (176, 176), (132, 222), (70, 160)]
        yield polygon(fold, *((x + side * across, y) for across, y in sleeve))
    yield polygon(cloth, (x - 68, 58), (x + 68, 58), (x + 92, 330), (x - 92, 330))
    yield polygon(t.ground, (x - 34, 56), (x + 34, 56), (x, 128))
    for side in (1, -1):
        lapel = [(38, 54), (66, 58), (-22, 226), (-50, 214)]
        yield polygon(t.third if side > 0 else fold, *((x + side * across, y) for across, y in lapel))
    yield rect(t.first, x - 88, 212, 176, 34)
    yield polygon(t.first, (x - 18, 240), (x + 12, 240), (x - 8, 316), (x - 44, 308))
    yield polygon(mix(t.first, t.dark, 0.4), (x - 10, 240), (x + 20, 240), (x + 46, 306), (x + 12, 316))
    yield rect(mix(t.first, t.dark, 0.5), x - 20, 206, 40, 46, 6)


def bow(t: Block) -> Shapes:
    """Two who greet each other on the mat."""
    yield circle(t.second, 240, 150, 104)
    yield rect(t.third, 0, 296, WIDTH, 64)
    for seam in range(4):
        yield rect(mix(t.third, t.dark, 0.25), seam * 120 + 58, 296, 4, 64)
    lean = t.chance.choice((30, 38, 46))
    for side, cloth in ((-1, t.light), (1, mix(t.first, t.light, 0.2))):
        x = 240 + side * 116
        yield rect(cloth, x - 34, 196, 34, 106, 6) + rect(mix(cloth, t.dark, 0.18), x, 196, 34, 106, 6)
        yield f'<g transform="translate({x} 212) rotate({-side * lean})">'
        yield rect(cloth, -36, -118, 72, 124, 20) + rect(t.dark, -38, -22, 76, 20)
        yield circle(mix(t.first, t.dark, 0.3), 0, -142, 32) + "</g>"
        yield line(cloth, 22, (x - side * 30, 150), (x - side * 26, 226))
