"""The small drawings that stand beside words, ready to be put into a page."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

ICON = (
    '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round"'
    ' stroke-linejoin="round" aria-hidden="true">{}</svg>'
)


def read_icons(folder: Path) -> dict[str, Markup]:
    return {file.stem: _inline(file.read_text()) for file in folder.glob("*.svg")}


def _inline(svg: str) -> Markup:
    shapes = re.sub(r"\s+", " ", svg.partition("<svg")[2].partition(">")[2].rpartition("</svg>")[0]).strip()
    return Markup(ICON.format(shapes))  # noqa: S704 - these are our own files
