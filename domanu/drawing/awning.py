"""The awning over a marketplace: a pattern laid flat, then stretched over a sloping roof, with scallops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import pi, sin

from .colour import Palette
from .svg import Point, document, number, path, polygon, rect

ROOF, HEM, SCALLOP, SHADOW = 60.0, 8.0, 13.0, 5.0
HEIGHT = ROOF + HEM + SCALLOP + SHADOW
Cloth = tuple[str, list[Point]]  # a colour, and corners in (column, depth): depth 0 is the wall, 1 the front edge


def awning(palette: Palette, pattern: str, width: float = 320, columns: int = 10, slope: float = 12) -> str:
    """`slope` is how far the roof draws in at the wall; 0 for a header that runs off both edges of the page."""
    columns += pattern in ALTERNATING
    column = width / columns

    def place(point: Point) -> Point:
        across, depth = point
        inset = slope * (1 - depth)
        return inset + across / columns * (width - 2 * inset), depth * ROOF

    cloth = [polygon(fill, *map(place, corners)) for fill, corners in PATTERNS[pattern](palette, columns)]
    hem = HEMS.get(pattern, _alternating)
    scallops = "".join(_scallop(hem(palette, i), i * column, column) for i in range(columns))
    shadow = "".join(_scallop("#000", i * column, column) for i in range(columns))
    return document(
        width,
        HEIGHT,
        f'<g opacity=".14" transform="translate(0 {number(SHADOW)})">{shadow}</g>',
        *cloth,
        scallops,
        path("#000", _hem_line(columns, column), ' opacity=".1"'),
        rect("#fff", 0, ROOF - 1, width, 1.5, extra=' opacity=".35"'),
    )


def _scallop(fill: str, x: float, width: float) -> str:
    arc = f"a{number(width / 2)} {number(SCALLOP)} 0 0 1-{number(width)} 0"
    return path(fill, f"M{number(x)} {number(ROOF)}h{number(width)}v{number(HEM)}{arc}z")


def _hem_line(columns: int, column: float) -> str:
    curve = f"a{number(column / 2)} {number(SCALLOP)} 0 0 1-{number(column)} 0"
    width = number(columns * column)
    return f"M0 {number(ROOF)}h{width}v{number(HEM)}{curve * columns}z"


def _stripes(palette: Palette, columns: int) -> Iterator[Cloth]:
    for i in range(columns):
        yield _alternating(palette, i), [(i, 0), (i + 1, 0), (i + 1, 1), (i, 1)]


def _wide(palette: Palette, columns: int) -> Iterator[Cloth]:
    for i in range(0, columns, 2):
        yield _paired(palette, i), [(i, 0), (i + 2, 0), (i + 2, 1), (i, 1)]
    for i in range(2, columns, 2):
        yield palette.third, [(i - 0.14, 0), (i + 0.14, 0), (i + 0.14, 1), (i - 0.14, 1)]


def _checks(palette: Palette, columns: int) -> Iterator[Cloth]:
    rows = 4
    for row in range(rows):
        for i in range(columns):
            fill = palette.third if row % 2 and not i % 2 else palette.strong if (i + row) % 2 == 0 else palette.pale
            yield fill, [(i, row / rows), (i + 1, row / rows), (i + 1, (row + 1) / rows), (i, (row + 1) / rows)]


def _dots(palette: Palette, columns: int) -> Iterator[Cloth]:
    yield palette.strong, [(0, 0), (columns, 0), (columns, 1), (0, 1)]
    for row, depth in enumerate((0.2, 0.53, 0.86)):
        for i in range(columns + 1):
            middle = i + (0.5 if row % 2 == 0 else 0)
            if 0 < middle < columns:
                fill = palette.third if (i + row) % 3 == 0 else palette.pale
                yield fill, _disc(middle, depth, 0.21, 0.115)


def _waves(palette: Palette, columns: int) -> Iterator[Cloth]:
    order = (palette.strong, palette.pale, palette.third, palette.pale, palette.strong)
    steps = [i / 8 for i in range(columns * 8 + 1)]
    for row, fill in enumerate(order):
        top = row * 0.22
        crest = [(u, max(0, top - 0.04 + 0.055 * sin(u * pi))) if row else (u, 0) for u in steps]
        yield fill, [*crest, (columns, 1), (0, 1)]


def _sunburst(palette: Palette, columns: int, each: int = 10) -> Iterator[Cloth]:
    suns = max(1, round(columns / each))
    span = columns / suns
    yield palette.strong, [(0, 0), (columns, 0), (columns, 1), (0, 1)]
    for sun in range(suns):
        left, middle = sun * span, (sun + 0.5) * span
        rays = 13
        edges = [left + span * i / rays for i in range(rays + 1)]
        roots = [middle + (edge - middle) * 0.16 for edge in edges]
        for i in range(0, rays, 2):
            yield palette.pale, [(roots[i], 0), (roots[i + 1], 0), (edges[i + 1], 1), (edges[i], 1)]
        yield palette.third, [(u, max(0, v)) for u, v in _disc(middle, 0, 1.5, 0.5)]


def _scales(palette: Palette, columns: int) -> Iterator[Cloth]:
    yield palette.strong, [(0, 0), (columns, 0), (columns, 1), (0, 1)]
    fills = (palette.strong, palette.pale, palette.third, palette.pale)
    for row in reversed(range(4)):
        for i in range(columns + row % 2):
            middle = i + 0.5 - (row % 2) / 2
            disc = _disc(middle, row * 0.25 + 0.02, 0.5, 0.3)
            yield fills[row], [(min(max(u, 0), columns), min(max(v, 0), 1)) for u, v in disc]


def _diamonds(palette: Palette, columns: int) -> Iterator[Cloth]:
    yield palette.strong, [(0, 0), (columns, 0), (columns, 1), (0, 1)]
    for row in range(2):
        for i in range(columns):
            fill = palette.pale if (i + row) % 2 else palette.third
            middle, top = i + 0.5, row / 2
            yield fill, [(middle, top), (i + 1, top + 0.25), (middle, top + 0.5), (i, top + 0.25)]


def _disc(across: float, depth: float, wide: float, deep: float) -> list[Point]:
    turns = [i * pi / 12 for i in range(24)]
    return [(across + wide * sin(t), depth + deep * sin(t + pi / 2)) for t in turns]


def _alternating(palette: Palette, i: int) -> str:
    return palette.pale if i % 2 else palette.strong


def _paired(palette: Palette, i: int) -> str:
    return palette.pale if i // 2 % 2 else palette.strong


def _plain(palette: Palette, _: int) -> str:
    return palette.strong


PATTERNS: dict[str, Callable[[Palette, int], Iterator[Cloth]]] = {
    "stripes": _stripes,
    "wide": _wide,
    "checks": _checks,
    "dots": _dots,
    "waves": _waves,
    "sunburst": _sunburst,
    "scales": _scales,
    "diamonds": _diamonds,
}
ALTERNATING = {"stripes", "checks", "sunburst"}  # one column more makes both ends alike
HEMS = {"wide": _paired, "dots": _plain, "waves": _plain, "diamonds": _plain, "scales": _plain, "checks": _alternating}
