"""The few SVG shapes that every drawing here is cut from."""

from __future__ import annotations

from itertools import pairwise
from math import cos, radians, sin

Point = tuple[float, float]


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _signed(value: float) -> str:
    told = number(value)
    return told if told.startswith("-") else f" {told}"


def points(corners: list[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def polygon(fill: str, *corners: Point, extra: str = "") -> str:
    """Told by its steps, which are the same wherever it lies: what repeats packs well."""
    grid = [(round(x * 10), round(y * 10)) for x, y in corners]
    [(x, y), *_] = grid
    steps = "".join(
        f"{_signed((right - left) / 10)}{_signed((low - high) / 10)}" for (left, high), (right, low) in pairwise(grid)
    )
    return path(fill, f"M{number(x / 10)} {number(y / 10)}l{steps.lstrip()}z", extra)


def rect(fill: str, x: float, y: float, width: float, height: float, radius: float = 0, extra: str = "") -> str:  # noqa: PLR0917 - a shape is its numbers
    rounded = f' rx="{number(radius)}"' if radius else ""
    size = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect fill="{fill}" {size}{rounded}{extra}/>'


def circle(fill: str, x: float, y: float, radius: float, extra: str = "") -> str:
    return f'<circle fill="{fill}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"{extra}/>'


def ring(stroke: str, x: float, y: float, radius: float, width: float) -> str:
    return circle("none", x, y, radius, f' stroke="{stroke}" stroke-width="{number(width)}"')


def path(fill: str, data: str, extra: str = "") -> str:
    return f'<path fill="{fill}" d="{data}"{extra}/>'


def line(stroke: str, width: float, *corners: Point) -> str:
    extra = f' stroke="{stroke}" stroke-width="{number(width)}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<polyline fill="none" points="{points(list(corners))}"{extra}/>'


def half_disc(fill: str, x: float, y: float, radius: float, turn: float = 0) -> str:
    """The lower half of a disc, turned by `turn` degrees about its middle."""
    r, across = number(radius), number(2 * radius)
    extra = f' transform="translate({number(x)} {number(y)}) rotate({number(turn)})"'
    return path(fill, f"M-{r} 0h{across}a{r} {r} 0 0 1-{across} 0z", extra)


def leaf(near: str, far: str, x: float, y: float, length: float, width: float, turn: float) -> str:  # noqa: PLR0917
    """A leaf from its stalk, in two halves like folded paper."""
    end, bulge = number(length), number(width)
    half = f"M0 0Q{number(length / 2)} {{}}{bulge} {end} 0z"
    place = f' transform="translate({number(x)} {number(y)}) rotate({number(turn)})"'
    return f"<g{place}>{path(near, half.format(''))}{path(far, half.format('-'))}</g>"


def around(x: float, y: float, radius: float, degrees: float) -> Point:
    return x + radius * cos(radians(degrees)), y + radius * sin(radians(degrees))


def clipped(name: str, shape: str, *inside: str) -> str:
    """What lies `inside` the shape: how two inks overlap without blend modes."""
    return f'<clipPath id="{name}">{shape}</clipPath><g clip-path="url(#{name})">{"".join(inside)}</g>'


def document(width: float, height: float, *shapes: str) -> str:
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(shapes)}</svg>\n'


def nested(drawing: str, frame: str, prefix: str) -> str:
    """A whole drawing inside another one: names inside it must not meet those of its neighbours."""
    inside = drawing.strip().replace('id="', f'id="{prefix}').replace("url(#", f"url(#{prefix}")
    return f"<svg {frame}>{inside.partition('>')[2]}"
