"""What somebody looks for among services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement

from domanu.core.search import Query

from ..models import IS_LISTED, Service

SORTS = ("best", "newest", "cheapest", "dearest")


@dataclass(frozen=True)
class Filters:
    words: str = ""
    category_id: UUID | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    available: bool = False
    """Only what can be had now."""
    sort: str = ""
    """One of SORTS; if it is none of them, what is usual: the best first where there are words, else the newest."""
    day: date | None = None
    """Only what has a free time then. Who keeps that stands on a floor above, and says how to ask for it."""

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        bounds = (self.category_id, self.least, self.most, self.day)
        return bool(self.words.strip()) or self.available or any(bound is not None for bound in bounds)

    def order(self, query: Query | None) -> str:
        """Nothing is best where nothing was asked."""
        usual = "best" if query else "newest"
        return usual if self.sort not in SORTS or self.sort == "best" else self.sort


def conditions(filters: Filters, query: Query | None) -> list[ColumnElement[bool]]:
    """On `Service`."""
    wanted: list[ColumnElement[bool]] = [IS_LISTED]
    if query:
        wanted.append(Service.search.op("@@")(query.expression))
    if filters.category_id is not None:
        wanted.append(Service.category_id == filters.category_id)
    if filters.least is not None:
        wanted.append(Service.price >= filters.least)
    if filters.most is not None:
        wanted.append(Service.price <= filters.most)
    if filters.available:
        wanted.append(Service.available.is_(True))
    return wanted
