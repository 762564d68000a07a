"""What one run found."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .rounds import Load
from .times import Times, read_times


@dataclass
class Result:
    """Of one page, read by one kind of reader. The keys are scales."""

    page: str
    reader: str
    statements: int
    bytes: int
    product: dict[str, Load] = field(default_factory=dict)
    cached: dict[str, Load] = field(default_factory=dict)
    limit: dict[str, Load] = field(default_factory=dict)
    alone: dict[str, float] = field(default_factory=dict)
    sql: dict[str, float] = field(default_factory=dict)
    """How long its statements take alone, through psycopg, in milliseconds."""

    def ratio(self, scale: str) -> float:
        return self.product[scale].rate / self.limit[scale].rate

    def cached_ratio(self, scale: str) -> float:
        return self.cached[scale].rate / self.limit[scale].rate


@dataclass
class Report:
    machine: dict[str, str]
    results: list[Result]
    times: Times | None = None

    def keep(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def read(cls, file: Path) -> Report:
        kept = json.loads(file.read_text())
        times = read_times(kept["times"]) if kept.get("times") else None
        return cls(kept["machine"], [_result(found) for found in kept["results"]], times)


def _result(kept: dict[str, Any]) -> Result:
    loads = {
        kind: {scale: Load(*load) for scale, load in kept[kind].items()} for kind in ("product", "cached", "limit")
    }
    return Result(**kept | loads)
