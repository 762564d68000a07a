"""Short rounds in turn, so that whatever else the machine does hits all alike."""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import mean, median, quantiles
from typing import NamedTuple

from domanu.config import ROOT

Key = tuple[str, str]


class Target(NamedTuple):
    """Somebody who answers: the product, the product with its fragments kept, or the limit; at one scale."""

    kind: str
    scale: str
    port: int
    requests: list[str]

    @property
    def key(self) -> Key:
        return self.kind, self.scale


class Effort(NamedTuple):
    rounds: int
    seconds: float
    connections: int


class Round(NamedTuple):
    times: list[float]
    seconds: float


class Load(NamedTuple):
    """Medians of all rounds; times in milliseconds."""

    rate: float
    p50: float
    p95: float


def under_load(targets: list[Target], effort: Effort) -> dict[Key, Load]:
    taken = _take_turns(targets, effort)
    return {key: load_of(rounds) for key, rounds in taken.items()}


def load_of(rounds: list[Round]) -> Load:
    return Load(
        median(len(each.times) / each.seconds for each in rounds),
        1000 * median(median(each.times) for each in rounds),
        1000 * median(quantiles(each.times, n=20)[-1] for each in rounds),
    )


def alone(targets: list[Target], effort: Effort) -> dict[Key, float]:
    """How long an answer takes when nobody else asks, in milliseconds: the mean of the medians of the addresses."""
    taken = _take_turns(targets, effort._replace(connections=1))
    count = {target.key: len(target.requests) for target in targets}
    return {
        key: 1000 * median(mean_of_medians(each.times, count[key]) for each in rounds) for key, rounds in taken.items()
    }


def mean_of_medians(times: list[float], addresses: int) -> float:
    """The times are of one address after the other, again and again."""
    return mean(median(times[number::addresses]) for number in range(addresses))


def _take_turns(targets: list[Target], effort: Effort) -> dict[Key, list[Round]]:
    """The first round warms up; of the others every second is in the opposite order."""
    taken: dict[Key, list[Round]] = {target.key: [] for target in targets}
    for number in range(effort.rounds + 1):
        for target in targets if number % 2 else reversed(targets):
            answered = _ask(target, effort)
            if number:
                taken[target.key].append(answered)
    return taken


def _ask(target: Target, effort: Effort) -> Round:
    order = {
        "port": target.port,
        "requests": target.requests,
        "connections": effort.connections,
        "seconds": effort.seconds,
    }
    command = [sys.executable, "-m", "bench.client"]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(order), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{target.kind} at {target.scale} services did not answer as it should.")
    return Round(**json.loads(done.stdout))
