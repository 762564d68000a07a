from __future__ import annotations

from tests.support.town_site import app, town, visits

__all__ = ["app", "town", "visits"]
