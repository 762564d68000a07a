"""Marketplaces and people for tests that make many of both."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from domanu.auth.operations.accounts import create_confirmed_user
from domanu.auth.passwords import UNUSABLE
from domanu.core.db import db
from domanu.drawing.colour import Palette
from domanu.marketplaces import create_marketplace
from domanu.marketplaces.rules import Rules
from domanu.profiles import make_designer

PALETTE = Palette("#1f4e79", "#f6ead0", "#e5a72e")


class Market(NamedTuple):
    slug: str
    designer: UUID
    people: list[UUID]
    """Who are no members."""


def make_market(people: int, **rules: Any) -> Market:
    designer, *others = (_person(number) for number in range(people + 1))
    make_designer(designer, policy="staff")
    look: dict[str, Any] = {"description": "A race.", "palette": PALETTE, "pattern": "dots"}
    slug = create_marketplace(designer, title="Race", rules=Rules(**rules), **look)
    db.session.commit()
    return Market(slug, designer, others)


def _person(number: int) -> UUID:
    user_id = create_confirmed_user(f"p{number}@example.org", UNUSABLE, first_name="Somebody")
    assert user_id
    return user_id
