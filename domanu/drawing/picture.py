"""The picture of a service that has no photo: a small poster in its marketplace's colours."""

from __future__ import annotations

from random import Random

from .colour import INK, PAPER, Palette, contrast, mix
from .motifs import HEIGHT, MOTIFS, UPRIGHT, WIDTH, Block
from .svg import document, leaf, rect

VANISHING, FAINT = 1.35, 2.2


def picture(palette: Palette, motif: str, seed: bytes, letter: str) -> str:
    """The same subject twice in a marketplace should not look the same: the seed chooses ground, inks, cut and side."""
    chance = Random(seed)  # noqa: S311 - it draws
    turned = chance.random() < 0.5 and motif not in UPRIGHT  # noqa: PLR2004
    block = _block(palette, chance, letter)
    ground = rect(block.ground, 0, 0, WIDTH, HEIGHT)
    shapes = "".join((_gouges(block), *MOTIFS[motif](block)))
    return document(WIDTH, HEIGHT, ground, _mirrored(shapes) if turned else shapes)


def _block(palette: Palette, chance: Random, letter: str) -> Block:
    """Choose which ink is the ground; the shapes on it must stand out."""
    soft = mix(palette.pale, PAPER, 0.35)
    ground = chance.choice((soft, soft, mix(palette.pale, palette.third, 0.3), palette.third, palette.strong))
    leading = chance.choice(((palette.strong, palette.third), (palette.third, palette.strong)))
    inks = [*leading, palette.pale, mix(palette.strong, palette.pale, 0.55), PAPER]
    first, second, third, *_ = sorted(
        (ink for ink in inks if ink != ground), key=lambda ink: contrast(ink, ground) < VANISHING
    )
    return Block(
        ground,
        first,
        second,
        third,
        dark=mix(INK, palette.strong, 0.35),
        light=max((soft, PAPER), key=lambda ink: contrast(ink, ground)),
        chance=chance,
        letter=letter,
    )


def _mirrored(shapes: str) -> str:
    return f'<g transform="matrix(-1 0 0 1 {WIDTH} 0)">{shapes}</g>'


def _gouges(block: Block) -> str:
    """The stray cuts that a lino knife leaves at the edge of a print."""
    chance = block.chance
    cut = mix(block.ground, PAPER if contrast(PAPER, block.ground) > FAINT else INK, 0.09)
    strokes = []
    for _ in range(22):
        across, down = chance.uniform(-10, WIDTH), chance.choice((chance.uniform(0, 46), chance.uniform(300, HEIGHT)))
        strokes.append(leaf(cut, cut, across, down, chance.uniform(14, 44), 3, chance.uniform(-14, 14)))
    return "".join(strokes)
