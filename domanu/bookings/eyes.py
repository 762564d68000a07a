"""Who reads the words about a booking."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Eyes(NamedTuple):
    """Whoever reads it, and when."""

    part: str
    """customer or seller"""
    other: str
    """The first name of the other one."""
    zone: str
    at: datetime

    def name(self, part: str) -> str:
        return "you" if part == self.part else self.other

    def subject(self, part: str) -> str:
        """As a sentence begins; a name keeps its capital."""
        name = self.name(part)
        return "You" if name == "you" else name
