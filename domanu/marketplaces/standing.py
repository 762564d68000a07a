"""How somebody stands in a marketplace, as the database has it: read, or held under a lock. See also `access`."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, select
from sqlalchemy.orm import aliased

from domanu.auth.models import User
from domanu.core.db import db
from domanu.core.refusals import Hidden

from .access import READER, Standing
from .models import Marketplace, Membership


def standing_at(slug: str, actor_id: UUID | None) -> Standing:
    """`Hidden` if there is no such marketplace for them."""
    if "\0" in slug:  # the database could not even be asked
        raise Hidden
    return _known(_standing("slug", slug, actor_id))


def standing_in(marketplace_id: UUID, actor_id: UUID | None) -> Standing:
    return _known(_standing("id", marketplace_id, actor_id))


def standing_of_guest(marketplace_id: UUID, actor_id: UUID | None) -> Standing:
    """Of somebody who holds a working invitation: they may know, whatever the rules say."""
    standing = _standing("id", marketplace_id, actor_id)
    if standing is None:
        raise Hidden
    return standing


def hold_at(slug: str, actor_id: UUID) -> Standing:
    """The standing under a lock on the marketplace, which lasts as long as the transaction.

    Whatever changes who is a member begins here, so that of two changes at once the later sees what the earlier did.
    """
    _lock(Marketplace.slug == slug)
    return standing_at(slug, actor_id)


def hold_for_guest(marketplace_id: UUID, actor_id: UUID) -> Standing:
    _lock(Marketplace.id == marketplace_id)
    return standing_of_guest(marketplace_id, actor_id)


def hold_marketplaces(*marketplace_ids: UUID) -> None:
    """In the order of their keys, so that two who hold several do not wait for each other for ever."""
    _lock(Marketplace.id.in_(marketplace_ids))


def _standing(column: str, value: object, actor_id: UUID | None) -> Standing | None:
    if actor_id is None:
        marketplace = db.session.scalar(_of_visitors(column), {"value": value})
        return Standing(marketplace) if marketplace else None
    row = db.session.execute(_of_people(column), {"value": value, "reader": actor_id}).first()
    return Standing(row[0], row[1], actor_id, is_confirmed=row[2], is_staff=row[3]) if row else None


@cache
def _of_visitors(column: str) -> Select[Marketplace]:
    return select(Marketplace).where(getattr(Marketplace, column) == bindparam("value"))


@cache
def _of_people(column: str) -> Select[*tuple[Any, ...]]:
    actor, mine = aliased(User), and_(Membership.marketplace_id == Marketplace.id, Membership.user_id == READER)
    return (
        select(Marketplace, Membership, actor.confirmed_at.is_not(None), actor.is_staff)
        .select_from(Marketplace)
        .join(actor, actor.id == READER)
        .outerjoin(Membership, mine)
        .where(getattr(Marketplace, column) == bindparam("value"))
        .execution_options(populate_existing=True)
    )


def _lock(which: ColumnElement[bool]) -> None:
    """A statement of its own: one that waited for the lock would still see everything else as it was before."""
    these = select(Marketplace.id).where(which).order_by(Marketplace.id)
    db.session.execute(these.with_for_update(key_share=True)).all()


def _known(standing: Standing | None) -> Standing:
    if standing is None or not standing.can_know:
        raise Hidden
    return standing
