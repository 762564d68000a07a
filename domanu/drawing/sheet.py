"""Many pictures in one file, so that a page of cards asks once: `sheet.svg#2` shows the third of them."""

from __future__ import annotations

from collections.abc import Sequence

from .svg import nested

MOST = 48


def sheet(pictures: Sequence[str], width: int, height: int) -> str:
    """The first lies in the frame of the whole file; the others below it, each in a view of its own."""
    parts = [_part(picture, place, width, height) for place, picture in enumerate(pictures[:MOST])]
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>\n'


def _part(picture: str, place: int, width: int, height: int) -> str:
    y = place * 2 * height
    view = f'<view id="{place}" viewBox="0 {y} {width} {height}"/>'
    frame = f'x="0" y="{y}" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return view + nested(picture, frame, f"p{place}")
