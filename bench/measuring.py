"""Page after page, everybody in turn."""

from __future__ import annotations

from itertools import product
from statistics import mean

from scripts.steps import step

from . import bare
from .pages import READERS
from .results import Result
from .rounds import Effort, alone, under_load
from .stand import Stand


def measure(stands: list[Stand], effort: Effort) -> list[Result]:
    count = len(stands[0].pages)
    return [_measure(stands, number, reader, effort) for number, reader in product(range(count), READERS)]


def _measure(stands: list[Stand], number: int, reader: str, effort: Effort) -> Result:
    name = stands[0].pages[number].name
    with step(f"{name}, {reader}"):
        every = [stand.target(kind, number, reader) for stand in stands for kind in ("product", "limit", "cached")]
        loads = under_load(every, effort)
        times = alone([target for target in every if target.kind == "product"], effort)
    by_kind = {
        kind: {stand.scale.name: loads[kind, stand.scale.name] for stand in stands}
        for kind in ("product", "limit", "cached")
    }
    recipes = stands[-1].recipes_of(number, reader)
    return Result(
        page=name,
        reader=reader,
        statements=round(mean(len(recipe.statements) for recipe in recipes)),
        bytes=round(mean(recipe.size for recipe in recipes)),
        alone={scale: time for (_, scale), time in times.items()},
        sql={stand.scale.name: _statements_alone(stand, number, reader, effort) for stand in stands},
        **by_kind,
    )


def _statements_alone(stand: Stand, number: int, reader: str, effort: Effort) -> float:
    return bare.time_of(stand.recipes_of(number, reader), stand.connection, effort.rounds, effort.seconds / 2)
