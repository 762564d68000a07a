"""The marketplace page with the next free times on its cards, beside the same page without them."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.steps import step

from .pages import READERS
from .rounds import Effort, Load, alone, under_load
from .stand import Stand

PAGE = "marketplace"
KINDS = ("product", "without")


@dataclass
class Openings:
    reader: str
    load: dict[str, Load]
    """By kind."""
    alone: dict[str, float]
    """In milliseconds."""


def measure_openings(stand: Stand, effort: Effort) -> list[Openings]:
    return [_measure(stand, reader, effort) for reader in READERS]


def _measure(stand: Stand, reader: str, effort: Effort) -> Openings:
    number = next(number for number, page in enumerate(stand.pages) if page.name == PAGE)
    with step(f"{PAGE} with next free times, {reader}"):
        targets = [stand.target(kind, number, reader) for kind in KINDS]
        loads, times = under_load(targets, effort), alone(targets, effort)
    scale = stand.scale.name
    return Openings(reader, {kind: loads[kind, scale] for kind in KINDS}, {kind: times[kind, scale] for kind in KINDS})
