"""Every column of every table as a field that no form has, filled in by somebody who wishes it were one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Integer, Numeric, Uuid, select
from sqlalchemy.engine import Connection

from domanu.core.db import Base
from domanu.marketplaces.models import Marketplace
from tests.support.town import Town

# What would pass the checks of the database.
FITTING = {
    "status": ("active", "removed", "listed"),
    "role": ("moderator", "seller"),
    "selling": ("everyone",),
    "currency": ("EUR",),
    "palette": ("000000ffffff123456",),
    "pattern": ("dots",),
    "before_ban": ("active",),
    "slug": ("stolen",),
    "username": ("stolen",),
    "email": ("stolen@example.org",),
    "price": ("0.01",),
    "edition": ("99", "1"),
    "position": ("0",),
    "most_uses": ("1000000",),
    "available": ("", "on"),
}
BY_TYPE: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Boolean, ("y", "")),
    (Integer, ("7", "0")),
    (Numeric, ("3.33", "15")),
    (DateTime, ("2001-02-03T04:05:06+00:00", "2101-02-03")),
)


def columns_with_values(town: Town, connection: Connection, turn: int) -> dict[str, str]:
    """One value for each name; another one at each turn."""
    owned = _keys(town, connection)
    return {column.name: _value(column, owned, turn) for column in _columns()}


def _columns() -> Iterator[Column[Any]]:
    for table in Base.metadata.tables.values():
        yield from table.columns


def _value(column: Column[Any], owned: Mapping[str, str], turn: int) -> str:
    values = FITTING.get(column.name) or next((some for kind, some in BY_TYPE if isinstance(column.type, kind)), ())
    if isinstance(column.type, Uuid):
        target = next(iter(column.foreign_keys), None)
        return owned[target.column.table.name if target else column.table.name]
    return values[turn % len(values)] if values else "stolen"


def _keys(town: Town, connection: Connection) -> dict[str, str]:
    """Of another's marketplace, its service, its member."""
    other = town.other
    market = connection.execute(select(Marketplace.id).where(Marketplace.slug == other.slug)).scalar_one()
    keys = {"users": town.people["stranger"].id, "marketplaces": market, "services": other.service}
    keys |= {"categories": other.categories[0], "invitations": other.invitation, "service_pictures": other.pictures[0]}
    return {name: str(keys.get(name, market)) for name in Base.metadata.tables}
