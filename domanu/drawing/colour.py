"""Colours: mixing, contrast, and the colours that a palette's text and buttons may use."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache
from typing import NamedTuple

INK, PAPER = "#1b2130", "#fffdf8"
NIGHT = "#1a1f2b"  # the card colour of the dark theme
AA = 4.5
SRGB_KNEE = 0.04045


class Palette(NamedTuple):
    """What a designer chooses: a strong colour, a pale partner, and a third that surprises."""

    strong: str
    pale: str
    third: str


SITE = Palette("#1b2130", "#f2b233", "#fffdf8")
SITE_BY_NIGHT = Palette("#46506a", "#f2b233", "#fffdf8")


@lru_cache(maxsize=1000)
def palette_code(palette: Palette) -> str:
    """The palette as an address spells it; nothing but colours passes."""
    code = "".join(palette).lower().replace("#", "")
    if not re.fullmatch(r"[0-9a-f]{18}", code) or any(len(colour) != len(INK) for colour in palette):
        raise ValueError("a colour is # and six hexadecimal digits")
    return code


@lru_cache(maxsize=1000)
def parse_palette(code: str) -> Palette:
    return Palette(f"#{code[:6]}", f"#{code[6:12]}", f"#{code[12:]}")


def palette_class(palette: Palette) -> str:
    """The class under which a stylesheet of `drawn_palettes` gives an element these colours."""
    return f"market-{palette_code(palette)}"


def mix(first: str, second: str, share: float) -> str:
    """`first` with `share` (0 to 1) of `second` stirred in."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def overprint(first: str, second: str) -> str:
    """Two inks printed on top of each other: darker than both, as on a poster."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    dark = "#" + "".join(f"{round(a * b / 255):02x}" for a, b in pairs)
    return mix(dark, first, 0.3)


def contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(ground: str) -> str:
    """Ink or paper, whichever reads better."""
    return max((INK, PAPER), key=lambda text: contrast(text, ground))


def readable(colour: str, ground: str, least: float = AA) -> str:
    """`colour`, moved towards the text colour of `ground` only as far as reading needs."""
    goal = text_on(ground)
    steps = (mix(colour, goal, step / 20) for step in range(21))
    return next((step for step in steps if contrast(step, ground) >= least), goal)


def lit(colour: str, ground: str, least: float = AA) -> str:
    """`colour` in its own hue, as light as reading on a dark `ground` needs."""
    hue, light, fullness = rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    steps = (hls_to_rgb(hue, light + (1 - light) * step / 40, fullness) for step in range(41))
    shades = ("#" + "".join(f"{round(channel * 255):02x}" for channel in step) for step in steps)
    return next(shade for shade in shades if contrast(shade, ground) >= least)


def as_button(colour: str) -> str:
    """`colour`, darkened or lightened only as far as text on it needs."""
    goal = "#000000" if text_on(colour) == PAPER else "#ffffff"
    steps = (mix(colour, goal, step / 20) for step in range(21))
    return next(step for step in steps if contrast(step, text_on(step)) >= AA)


def stylesheet(palette: Palette) -> str:
    """The few properties a marketplace's own stylesheet sets; every component reads only these."""
    button = as_button(palette.strong)
    tint, shade = mix(palette.pale, PAPER, 0.55), mix(NIGHT, palette.strong, 0.16)
    light = {
        "strong": button,
        "on-strong": text_on(button),
        "tint": tint,
        "text": readable(palette.strong, tint),
        "third": palette.third,
    }
    dark = light | {"tint": shade, "text": lit(palette.strong, shade, 6)}
    values = {name: f"light-dark({light[name]}, {dark[name]})" for name in light if light[name] != dark[name]}
    lines = "".join(f"  --market-{name}: {values.get(name, value)};\n" for name, value in light.items())
    return f".{palette_class(palette)} {{\n{lines}}}\n"


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= SRGB_KNEE else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
