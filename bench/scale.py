"""How much is loaded."""

from __future__ import annotations

from typing import NamedTuple


class Scale(NamedTuple):
    name: str
    services: int
    marketplaces: int
    people: int
    bookings: int

    @property
    def database(self) -> str:
        return f"domanu_bench_{self.services}"


TINY = Scale("a thousand", 1_000, 20, 500, 4_000)
SMALL = Scale("10 thousand", 10_000, 100, 2_000, 20_000)
LARGE = Scale("1 million", 1_000_000, 1_000, 100_000, 500_000)
