"""Tables for the report. What misses its aim is printed bold."""

from __future__ import annotations

from collections.abc import Iterable


def at_least(value: float, aim: float) -> str:
    return f"{value:.2f}" if round(value, 2) >= aim else f"**{value:.2f}**"


def at_most(value: float, aim: float) -> str:
    return f"{value:.2f}" if round(value, 2) <= aim else f"**{value:.2f}**"


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
