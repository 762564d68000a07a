"""The picture of a person without a photo: the first letter of the name on cut paper."""

from __future__ import annotations

from random import Random

from .colour import contrast, text_on
from .letters import GLYPHS
from .svg import circle, clipped, document, half_disc, number, path, polygon, rect

SIDE = 80
PAIRS = (
    ("#2c5a7e", "#234866"),
    ("#f0c25a", "#e5b040"),
    ("#b8492f", "#9f3b24"),
    ("#2f6b58", "#255848"),
    ("#e3a79c", "#d9978b"),
    ("#33405c", "#28334b"),
    ("#c9d2b4", "#b9c4a0"),
    ("#7a4a2a", "#653b20"),
)


def avatar(seed: bytes, letter: str) -> str:
    ground, figure = PAIRS[seed[0] % len(PAIRS)]
    disc = circle(ground, 40, 40, 40)
    shape = _shape(figure, Random(seed))  # noqa: S311 - it draws
    return document(SIDE, SIDE, disc, clipped("d", disc, shape), _letter(letter, _text(ground, figure)))


def _shape(fill: str, chance: Random) -> str:
    turn = chance.choice((0, 45, 90, 135, 180, 225, 270, 315))
    return chance.choice(
        (
            half_disc(fill, 40, 40, 60, turn),
            circle(fill, 40 + 24 * (turn % 2 * 2 - 1), 56, 34),
            polygon(fill, (0, 80), (80, 0), (80, 80)),
            "".join(rect(fill, 0, 8 + bar * 24, SIDE, 12) for bar in range(3)),
        )
    )


def _text(ground: str, figure: str) -> str:
    """What reads best on the harder of the two."""
    return text_on(min((ground, figure), key=lambda colour: contrast(colour, text_on(ground))))


def _letter(letter: str, fill: str) -> str:
    glyph = GLYPHS[letter]
    size = 36 / glyph.height
    left = (SIDE - glyph.width * size) / 2
    return path(fill, glyph.path, f' transform="translate({number(left)} 58) scale({size:.4f} -{size:.4f})"')
