"""The picture of a service that has no photo: a small poster in its marketplace's colours."""

from __future__ import annotations

from random import Random

from .colour import INK, PAPER, Palette, contrast, mix
from .motifs import HEIGHT, MOTIFS, WIDTH, Block
from .svg import document, leaf, rect

VANISHING, FAINT = 1.35, 2.2


def picture(palette: Palette, motif: str, seed: bytes, letter: str) -> str:
    block = _block(palette, Random(seed), letter)  # noqa: S311 - it draws
    ground = rect(block.ground, 0, 0, WIDTH, HEIGHT)
    return document(WIDTH, HEIGHT, ground, _gouges(block), *MOTIFS[motif](block))


def _block(palette: Palette, chance: Random, letter: str) -> Block:
    """Choose which ink is the ground; the shapes on it must stand out."""
    soft = mix(palette.pale, PAPER, 0.35)
    ground = chance.choice((soft, soft, mix(palette.pale, palette.third, 0.3), palette.third, palette.strong))
    inks = [palette.strong, palette.third, palette.pale, mix(palette.strong, palette.pale, 0.55), PAPER]
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


def _gouges(block: Block) -> str:
    """The stray cuts that a lino knife leaves at the edge of a print."""
    chance = block.chance
    cut = mix(block.ground, PAPER if contrast(PAPER, block.ground) > FAINT else INK, 0.09)
    strokes = []
    for _ in range(22):
        across, down = chance.uniform(-10, WIDTH), chance.choice((chance.uniform(0, 46), chance.uniform(300, HEIGHT)))
        strokes.append(leaf(cut, cut, across, down, chance.uniform(14, 44), 3, chance.uniform(-14, 14)))
    return "".join(strokes)
