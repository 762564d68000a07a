"""Marketplaces are opened, change their look, and are archived."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from domanu.auth.models import User
from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.search import EVERYWHERE, learn, vector
from domanu.drawing.awning import PATTERNS
from domanu.drawing.colour import Palette, palette_code
from domanu.profiles.models import Profile

from ..access import demand, demand_open, place_of
from ..errors import Archived, DesignerGone, NotADesigner, NotConfirmed
from ..models import Marketplace, Membership, RulesVersion
from ..rules import Rules
from ..slugs import numbered, slug_stem, unguessable
from ..standing import hold_at, standing_at
from .roll import keep_consent


def create_marketplace(
    designer_id: UUID, *, title: str, description: str, rules: Rules, palette: Palette, pattern: str
) -> str:
    """Answer its slug. Its designer is its first member, and the first to agree to its rules."""
    _demand_designer(designer_id)
    look = _look(title, description, palette, pattern)
    market_id, slug = _insert(slug_stem(title), look | rules.as_columns() | {"designer_id": designer_id})
    db.session.add(RulesVersion(marketplace_id=market_id, version=1, rules=rules.as_json(), made_by=designer_id))
    mine = {"user_id": designer_id, "status": "active", "role": "moderator", "rules_version": 1}
    db.session.add(Membership(marketplace_id=market_id, **mine))
    keep_consent(market_id, designer_id, 1)
    learn(title, description, place=market_id if rules.private else EVERYWHERE)
    emit("marketplace.opened", actor_id=designer_id, marketplace_id=market_id)
    return slug


def update_marketplace(
    slug: str, actor_id: UUID, *, title: str, description: str, palette: Palette, pattern: str
) -> None:
    """What it is called and how it looks. Its address stays."""
    standing = standing_at(slug, actor_id)
    demand(standing.can_design)
    demand_open(standing)
    mine = (Marketplace.slug == slug, Marketplace.designer_id == actor_id, Marketplace.archived_at.is_(None))
    look = _look(title, description, palette, pattern)
    market_id = db.session.scalar(update(Marketplace).where(*mine).values(look).returning(Marketplace.id))
    if market_id is None:
        raise Archived
    learn(title, description, place=place_of(standing.marketplace))
    emit("marketplace.changed", actor_id=actor_id, marketplace_id=market_id)


def archive_marketplace(slug: str, actor_id: UUID) -> None:
    """It can still be read, and nothing in it changes any longer, but that people and services may still go or be put
    out. An offer to hand it over lapses."""
    standing = hold_at(slug, actor_id)
    demand(standing.can_archive)
    if not standing.is_archived:
        market = standing.marketplace
        _change(market, archived_at=func.now(), heir_id=None)
        held = {"members": market.member_count, "services": market.service_count}
        emit("marketplace.archived", actor_id=actor_id, marketplace_id=market.id, **held)


def reopen_marketplace(slug: str, actor_id: UUID) -> None:
    """`DesignerGone` if nobody would be there to run it."""
    standing = hold_at(slug, actor_id)
    demand(standing.can_archive)
    if standing.is_archived:
        market = standing.marketplace
        if db.session.scalar(select(User.closed_at).where(User.id == market.designer_id)):
            raise DesignerGone
        _change(market, archived_at=None)
        emit("marketplace.reopened", actor_id=actor_id, marketplace_id=market.id)


def _demand_designer(user_id: UUID) -> None:
    person = select(User.confirmed_at, Profile.designer).join(Profile, Profile.user_id == User.id)
    found = db.session.execute(person.where(User.id == user_id)).first()
    if found is None or not found.designer:
        raise NotADesigner
    if found.confirmed_at is None:
        raise NotConfirmed


def _change(market: Marketplace, **changes: Any) -> None:
    db.session.execute(update(Marketplace).where(Marketplace.id == market.id).values(changes))


def _look(title: str, description: str, palette: Palette, pattern: str) -> dict[str, Any]:
    if pattern not in PATTERNS:
        raise ValueError(pattern)
    title = " ".join(title.split())
    texts = {"title": title, "description": description, "search": vector(title, description)}
    return texts | {"palette": palette_code(palette), "pattern": pattern}


def _insert(stem: str, columns: dict[str, Any]) -> tuple[UUID, str]:
    """A slug that is taken gets a number and no refusal."""
    key = new_id()
    for slug in _slugs(stem, private=columns["private"]):
        values = {"id": key, "slug": slug, "member_count": 1} | columns
        made = insert(Marketplace).values(values).on_conflict_do_nothing(index_elements=["slug"])
        if db.session.scalar(made.returning(Marketplace.id)) is not None:
            return key, slug
    raise AssertionError("unreachable")


def _slugs(stem: str, *, private: bool) -> Iterator[str]:
    """To be tried one after the other."""
    if private:
        return (unguessable(stem) for _ in count())
    return (numbered(stem, number) for number in count(_first_free(stem)))


def _first_free(stem: str) -> int:
    alike = Marketplace.slug.regexp_match(f"^{stem}(-[0-9]+)?$")
    taken = set(db.session.scalars(select(Marketplace.slug).where(Marketplace.slug.startswith(stem), alike)))
    return next(number for number in range(1, len(taken) + 2) if numbered(stem, number) not in taken)
