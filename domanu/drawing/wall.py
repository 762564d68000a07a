"""Six posters hung on a wall, three beside each other: one picture instead of six."""

from __future__ import annotations

from collections.abc import Sequence

from .svg import nested, number

WIDE, TALL, GAP, DROP = 160, 214, 12, 22
COLUMNS = 3


def wall(pictures: Sequence[str]) -> str:
    rows = -(-len(pictures) // COLUMNS)
    width, height = COLUMNS * (WIDE + GAP) - GAP, rows * (TALL + GAP) - GAP + DROP
    hung = "".join(_hang(picture, place) for place, picture in enumerate(pictures))
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{hung}</svg>\n'


def _hang(picture: str, place: int) -> str:
    """The middle column hangs lower."""
    row, column = divmod(place, COLUMNS)
    x, y = column * (WIDE + GAP), row * (TALL + GAP) + DROP * (column % 2)
    frame = f'<rect x="{x}" y="{number(y)}" width="{WIDE}" height="{TALL}" rx="3"/>'
    view = f'x="{x}" y="{number(y)}" width="{WIDE}" height="{TALL}" viewBox="0 0 480 360"'
    poster = nested(picture, f'{view} preserveAspectRatio="xMidYMid slice"', f"p{place}")
    return f'<clipPath id="w{place}">{frame}</clipPath><g clip-path="url(#w{place})">{poster}</g>'
