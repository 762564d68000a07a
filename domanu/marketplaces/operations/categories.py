"""The categories of a marketplace, in the order that its designer chose."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.refusals import Hidden

from ..access import Standing, demand, demand_open
from ..errors import CategoryTaken, TooManyCategories
from ..models import Category
from ..standing import hold_at

MOST = 24
IN_ORDER = (
    select(Category)
    .where(Category.marketplace_id == bindparam("marketplace_id"))
    .order_by(Category.position, Category.id)
    .execution_options(populate_existing=True)
)


def categories_of(marketplace_id: UUID) -> list[Category]:
    return list(db.session.scalars(IN_ORDER, {"marketplace_id": marketplace_id}))


def add_category(slug: str, actor_id: UUID, name: str) -> UUID:
    """At the end."""
    standing = _hold_as_designer(slug, actor_id)
    there = categories_of(standing.marketplace.id)
    if len(there) >= MOST:
        raise TooManyCategories
    position = there[-1].position + 1 if there else 0
    values = {"id": new_id(), "marketplace_id": standing.marketplace.id, "name": name.strip(), "position": position}
    added = insert(Category).values(values).on_conflict_do_nothing().returning(Category.id)
    key: UUID | None = db.session.scalar(added)
    if key is None:
        raise CategoryTaken
    _tell(standing)
    return key


def rename_category(slug: str, actor_id: UUID, key: UUID, name: str) -> None:
    """Under the lock nobody else takes the name between the question and the change."""
    standing = _hold_as_designer(slug, actor_id)
    name = name.strip()
    here = Category.marketplace_id == standing.marketplace.id
    if db.session.scalar(
        select(exists().where(here, func.lower(Category.name) == func.lower(name), Category.id != key))
    ):
        raise CategoryTaken
    renamed = update(Category).where(here, Category.id == key).values(name=name).returning(Category.id)
    _demand_found(db.session.scalar(renamed))
    _tell(standing)


def remove_category(slug: str, actor_id: UUID, key: UUID) -> None:
    """Its services stay, in no category."""
    standing = _hold_as_designer(slug, actor_id)
    mine = (Category.marketplace_id == standing.marketplace.id, Category.id == key)
    _demand_found(db.session.scalar(delete(Category).where(*mine).returning(Category.id)))
    _tell(standing)


def move_category(slug: str, actor_id: UUID, key: UUID, up: bool) -> None:  # noqa: FBT001 - which of two ways
    """By one place. At the end of the list nothing happens."""
    standing = _hold_as_designer(slug, actor_id)
    order = [category.id for category in categories_of(standing.marketplace.id)]
    _demand_found(key if key in order else None)
    place = order.index(key)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        numbered = [{"id": category_id, "position": position} for position, category_id in enumerate(order)]
        db.session.execute(update(Category), numbered)
        _tell(standing)


def _hold_as_designer(slug: str, actor_id: UUID) -> Standing:
    standing = hold_at(slug, actor_id)
    demand(standing.can_design)
    demand_open(standing)
    return standing


def _demand_found(key: UUID | None) -> None:
    if key is None:
        raise Hidden


def _tell(standing: Standing) -> None:
    emit("marketplace.changed", actor_id=standing.user_id, marketplace_id=standing.marketplace.id)
