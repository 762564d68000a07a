from __future__ import annotations

from tests.support.town_site import app, town, town_site, visits

__all__ = ["app", "town", "town_site", "visits"]
