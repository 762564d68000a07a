from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as some

from domanu.drawing.colour import AA, Palette, contrast, palette_code, parse_palette, stylesheet

colours = some.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
palettes = some.builds(Palette, colours, colours, colours)


@given(palettes)
@settings(max_examples=400, deadline=None)
def test_whatever_a_designer_picks_can_be_read(palette: Palette) -> None:
    for dark in (False, True):
        shown = _shown(palette, dark=dark)
        assert contrast(shown["text"], shown["tint"]) >= AA
        assert contrast(shown["on-strong"], shown["strong"]) >= AA


@given(palettes)
def test_an_address_keeps_the_palette(palette: Palette) -> None:
    assert parse_palette(palette_code(palette)) == palette


def test_contrast_is_measured_as_by_the_guidelines() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def _shown(palette: Palette, *, dark: bool) -> dict[str, str]:
    """The properties as a browser resolves them in one of the two themes."""
    shown = {}
    for name, value in re.findall(r"--market-([a-z-]+): ([^;]+);", stylesheet(palette)):
        pair = re.findall(r"#[0-9a-f]{6}", value)
        shown[name] = pair[-1] if dark else pair[0]
    return shown
