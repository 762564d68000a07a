"""What every page for those who run a marketplace is given."""

from __future__ import annotations

from typing import Any

from ...access import Standing
from ...operations.front import read_front


def about(standing: Standing) -> dict[str, Any]:
    front = read_front(standing)
    return {
        "standing": standing,
        "market": standing.marketplace,
        "designer": front.designer,
        "waiting": front.waiting,
    }
