"""The colours and cloths that a designer is offered; colours of their own are as good."""

from __future__ import annotations

from domanu.drawing.awning import PATTERNS
from domanu.drawing.colour import Palette, palette_code

PALETTES = {
    "Harbour": Palette("#1f4e79", "#f6ead0", "#e5a72e"),
    "Brick": Palette("#bf4128", "#f8ecd8", "#2f6f73"),
    "Ink": Palette("#262a33", "#f1e6d3", "#d8432b"),
    "Bottle": Palette("#1f5c4f", "#f3c9bd", "#e9795d"),
    "Orchard": Palette("#4d7a36", "#f6e6a4", "#d9692f"),
    "Crust": Palette("#8a4a2b", "#fbeeda", "#e8a598"),
    "Plum": Palette("#6b2d5c", "#f7e3d4", "#e3a33b"),
    "Lagoon": Palette("#0f6674", "#f4ecd2", "#f08a5d"),
    "Mustard": Palette("#c98a12", "#fbf2d9", "#2b3a55"),
    "Rose": Palette("#b23a5b", "#fbe9dd", "#3f6b4f"),
}
PALETTE_CODES = {palette_code(palette): name for name, palette in PALETTES.items()}
PATTERN_NAMES = {name: "Wide stripes" if name == "wide" else name.capitalize() for name in PATTERNS}
FIRST_PALETTE, FIRST_PATTERN = PALETTES["Harbour"], "stripes"
