"""Lists of marketplaces: those that everybody may see, and one's own."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select, union
from sqlalchemy.sql import literal

from domanu.core.db import db
from domanu.core.paging import MOST_RANKED, Page, fetch_first, fetch_page, first_page, ranked_page, read_offset
from domanu.core.search import read_query
from domanu.drawing.colour import Palette, parse_palette

from ..access import READER, Reader, may_look, may_sell
from ..models import INSIDE, Marketplace, Membership

MOST_OWN = 500
MOST_COUNTED = 500
MOST_OF_ONE = 12


class Stall(NamedTuple):
    id: UUID
    slug: str
    title: str
    description: str
    private: bool
    palette: str
    pattern: str
    member_count: int
    service_count: int
    approval: bool
    archived: bool
    role: str
    """The reader's, as `Standing.role` has it."""
    status: str
    """The reader's, as `Standing.status` has it."""
    is_heir: bool
    """It is offered to the reader."""

    @property
    def colours(self) -> Palette:
        return parse_palette(self.palette)

    @property
    def awning(self) -> tuple[Palette, str]:
        return self.colours, self.pattern


def public_marketplaces(
    actor_id: UUID | None, *, words: str = "", after: str | None = None, size: int = 24
) -> Page[Stall]:
    """Newest first; with words, what fits them best."""
    if words.strip():
        return _ranked(actor_id, words, after, size)
    if after:
        page = fetch_page(_stalls(actor_id).where(_is_listed()), Marketplace.id, after=after, size=size)
    else:
        page = fetch_first(_newest(READER if actor_id else None, size), size=size, reader=actor_id)
    return Page([Stall(*row[:-1]) for row in page.rows], page.after)


def count_public() -> int:
    """Up to one more than `MOST_COUNTED`."""
    return db.session.scalar(_count_of_public()) or 0


def marketplaces_of(designer_id: UUID, actor_id: UUID | None) -> list[Stall]:
    """Which somebody runs, as far as whoever asks may look at what is sold there."""
    theirs = (Marketplace.designer_id == designer_id, Marketplace.archived_at.is_(None))
    shown = _stalls(actor_id).where(*theirs, may_look(actor_id))
    rows = db.session.execute(shown.order_by(Marketplace.id.desc()).limit(MOST_OF_ONE))
    return [Stall(*row) for row in rows]


def own_marketplaces(user_id: UUID) -> list[Stall]:
    """Where they are, wait, design, or are asked to take over. The newest first, the archived at the end."""
    return [Stall(*row) for row in db.session.execute(_own(), {"reader": user_id})]


def where_to_sell(user_id: UUID) -> list[Stall]:
    """Where they have the right to, by title."""
    theirs = _stalls(user_id).where(may_sell(user_id)).order_by(Marketplace.title, Marketplace.id).limit(MOST_OWN)
    return [Stall(*row) for row in db.session.execute(theirs)]


def _is_listed() -> ColumnElement[bool]:
    return and_(Marketplace.private.is_(False), Marketplace.archived_at.is_(None))


@cache
def _newest(reader: Reader, size: int) -> Select[*tuple[Any, ...]]:
    return first_page(_stalls(reader).where(_is_listed()), Marketplace.id, size=size)


@cache
def _count_of_public() -> Select[int]:
    some = select(Marketplace.id).where(_is_listed()).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some)


@cache
def _own() -> Select[*tuple[Any, ...]]:
    here = select(Membership.marketplace_id).where(Membership.user_id == READER, Membership.status.in_(INSIDE))
    offered = select(Marketplace.id).where(Marketplace.heir_id == READER)
    own = _stalls(READER).where(Marketplace.id.in_(union(here, offered).scalar_subquery()))
    return own.order_by(Marketplace.archived_at.is_not(None), Marketplace.id.desc()).limit(MOST_OWN)


def _ranked(actor_id: UUID | None, words: str, after: str | None, size: int) -> Page[Stall]:
    """Of a word that many have only the newest are ranked, so that it does not take longer than others."""
    query = read_query(words)
    if query is None:
        return Page([], None)
    found = Marketplace.search.op("@@")(query.expression)
    newest = select(Marketplace.id).where(_is_listed(), found).order_by(Marketplace.id.desc()).limit(MOST_RANKED)
    rank = func.ts_rank(Marketplace.search, query.expression)
    best = _stalls(actor_id).where(Marketplace.id.in_(newest)).order_by(rank.desc(), Marketplace.id.desc())
    rows = db.session.execute(best.offset(read_offset(after)).limit(size + 1)).all()
    return ranked_page([Stall(*row) for row in rows], after=after, size=size)


def _stalls(actor_id: Reader) -> Select[*tuple[Any, ...]]:
    columns = [getattr(Marketplace, name) for name in Stall._fields[:10]]
    archived = Marketplace.archived_at.is_not(None)
    if actor_id is None:
        return select(*columns, archived, literal(""), literal("left"), literal(value=False))
    mine = and_(Membership.marketplace_id == Marketplace.id, Membership.user_id == actor_id)
    role = case(
        (Marketplace.designer_id == actor_id, "designer"), (Membership.status == "active", Membership.role), else_=""
    )
    status = func.coalesce(Membership.status, "left")
    is_heir = func.coalesce(Marketplace.heir_id == actor_id, literal(value=False))
    return select(*columns, archived, role, status, is_heir).outerjoin(Membership, mine)
