"""Lists of services. Each is one statement; what is counted is counted to `MOST_COUNTED` and no further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, Uuid, bindparam, func, or_, select

from domanu.core.db import db
from domanu.core.paging import Page, fetch_by_amount, fetch_first, fetch_page, first_page, ranked_page, read_offset
from domanu.core.search import Query, read_query
from domanu.drawing.colour import palette_code
from domanu.marketplaces.access import READER, Reader, Standing, demand, inside, may_look
from domanu.marketplaces.looks import FIRST_PALETTE
from domanu.marketplaces.models import Category, Marketplace, Membership

from ..models import IS_LISTED, Favourite, Service
from .cards import Card, as_cards, cards
from .filters import Filters, conditions
from .services import tag_of

SIZE = 24
MOST_COUNTED = 500
MOST_TRIED = SMALL = 5_000
Conditions = Sequence[ColumnElement[bool]]
HERE = bindparam("marketplace_id", type_=Uuid())


class Found(NamedTuple):
    page: Page[Card]
    matches: int
    """Up to one more than `MOST_COUNTED`."""
    query: Query | None = None

    @property
    def total(self) -> str:
        """Told with a plus where nobody counted on."""
        return f"{MOST_COUNTED}+" if self.matches > MOST_COUNTED else str(self.matches)

    @property
    def is_guess(self) -> bool:
        """Whether these were found by words that are only like those asked for."""
        return self.query is not None and self.query.is_guess and self.matches > 0


def services_in(
    standing: Standing, filters: Filters, after: str | None = None, size: int = SIZE, *, also: Conditions = ()
) -> Found:
    """`also` are conditions of a floor above."""
    query = read_query(filters.words, [standing.marketplace.id])
    where = _tried(_here(standing, filters, query), also)
    if not filters.is_narrow and not filters.sort and not after:
        newest = _newest_here(READER if standing.user_id else None, size)
        page = fetch_first(newest, size=size, marketplace_id=standing.marketplace.id, reader=standing.user_id)
        return Found(as_cards(page), standing.marketplace.service_count)
    if not filters.is_narrow:
        return Found(_page(standing.user_id, filters, where, after, size), standing.marketplace.service_count)
    return _found(standing.user_id, filters, query, where, after=after, size=size)


def category_counts(
    standing: Standing, filters: Filters, query: Query | None = None, *, also: Conditions = ()
) -> dict[UUID, int]:
    """How many services each category would show, were it chosen. `query` is what `services_in` made of the words.

    Where words match more than `MOST_COUNTED` nothing is told: to count them by category takes reading them all.
    """
    query = query or read_query(filters.words, [standing.marketplace.id])
    where = _tried(_here(standing, replace(filters, category_id=None), query), also)
    if query:
        return _counts_of_matches(where)
    counted = _counted_by_category(where) if replace(filters, category_id=None).is_narrow else _all_by_category()
    rows = db.session.execute(counted, {"marketplace_id": standing.marketplace.id})
    return {row[0]: row[1] for row in rows if row[1]}


def services_everywhere(
    actor_id: UUID | None, filters: Filters, after: str | None = None, size: int = SIZE, *, also: Conditions = ()
) -> Found:
    """Wherever the reader may look; archived marketplaces are not searched."""
    query = read_query(filters.words, inside(actor_id) if actor_id else ())
    open_to_them = select(Marketplace.id).where(may_look(actor_id), Marketplace.archived_at.is_(None))
    where = _tried([Service.marketplace_id.in_(open_to_them), *conditions(filters, query)], also)
    return _found(actor_id, filters, query, where, after=after, size=size)


def own_services(user_id: UUID, after: str | None = None, size: int = SIZE) -> Page[Card]:
    """Also those that are suspended or removed. Where they may not look any longer only what is theirs is told, and
    the title if they may know of the marketplace: the slug is empty."""
    known = select(Membership.marketplace_id).where(Membership.user_id == user_id, Membership.status != "left")
    may_know = or_(Marketplace.private.is_(False), Marketplace.id.in_(known))
    rights = (may_know.label("may_know"), may_look(user_id).label("may_look"))
    mine = cards(user_id, *rights).where(Service.seller_id == user_id, Service.status != "deleted")
    page = fetch_page(mine, Service.id, after=after, size=size)
    shown = zip(as_cards(page).rows, page.rows, strict=True)
    return Page([card if row.may_look else _shut(card, row.may_know) for card, row in shown], page.after)


def where_sold(user_id: UUID) -> set[UUID]:
    """The marketplaces in which they have something, however old."""
    theirs = select(Service.marketplace_id).where(Service.seller_id == user_id, Service.status != "deleted")
    return set(db.session.scalars(theirs.distinct()))


def favourites_of(user_id: UUID, after: str | None = None, size: int = SIZE) -> Page[Card]:
    """Those that they liked last come first."""
    liked = cards(user_id).join(Favourite, Favourite.service_id == Service.id)
    visible = liked.where(Favourite.user_id == user_id, IS_LISTED, may_look(user_id))
    return as_cards(fetch_page(visible, Favourite.id, after=after, size=size))


def _shut(card: Card, may_know: bool) -> Card:  # noqa: FBT001 - as the database has it
    title = card.marketplace_title if may_know else ""
    return card._replace(
        marketplace_slug="", marketplace_title=title, category=None, palette=palette_code(FIRST_PALETTE)
    )


@cache
def _newest_here(reader: Reader, size: int) -> Select[*tuple[Any, ...]]:
    here = cards(reader).where(Service.marketplace_id == HERE, *conditions(Filters(), None))
    return first_page(here, Service.id, size=size)


def _here(standing: Standing, filters: Filters, query: Query | None) -> Conditions:
    """In a small marketplace it is soonest to go through it. In a large one the tag lets one index find the few that
    are in it and have the words; a second condition would only make the database believe that they are fewer yet."""
    demand(standing.can_look)
    place = standing.marketplace
    if query and place.service_count > SMALL:
        return conditions(filters, query.among(tag_of(place.id)))
    return [Service.marketplace_id == place.id, *conditions(filters, query)]


def _tried(where: Conditions, also: Conditions) -> Conditions:
    """What is `also` wanted has no index to begin with, so no more than the newest are tried."""
    if not also:
        return where
    tried = select(Service.id).where(*where).order_by(Service.id.desc()).offset(MOST_TRIED).limit(1)
    oldest = func.coalesce(tried.correlate(None).scalar_subquery(), UUID(int=0))
    return [*where, Service.id > oldest, *also]


def _found(
    actor_id: UUID | None, filters: Filters, query: Query | None, where: Conditions, *, after: str | None, size: int
) -> Found:
    if query and filters.order(query) == "best":
        page, matches = _best(actor_id, query, where, after, size)
        return Found(page, matches, query)
    return Found(_page(actor_id, filters, where, after, size), _count(where), query)


def _page(actor_id: UUID | None, filters: Filters, where: Conditions, after: str | None, size: int) -> Page[Card]:
    listed, order = cards(actor_id).where(*where), filters.order(None)
    if order == "newest":
        return as_cards(fetch_page(listed, Service.id, after=after, size=size))
    most_first = order == "dearest"
    return as_cards(fetch_by_amount(listed, Service.price, Service.id, after=after, size=size, most_first=most_first))


def _best(
    actor_id: UUID | None, query: Query, where: Conditions, after: str | None, size: int
) -> tuple[Page[Card], int]:
    """The newest that match, then ranked: to rank all that match a common word would take as long as reading them."""
    newest = select(Service.id, Service.search).where(*where).order_by(Service.id.desc())
    match = newest.limit(MOST_COUNTED + 1).subquery()
    rank = func.ts_rank(match.c.search, query.expression)
    ranked = select(match.c.id, rank.label("rank"), func.count().over().label("matches"))
    ranked = ranked.order_by(rank.desc(), match.c.id.desc()).offset(read_offset(after)).limit(size + 1)
    some = ranked.subquery()
    shown = cards(actor_id, some.c.matches).join(some, some.c.id == Service.id)
    rows = db.session.execute(shown.order_by(some.c.rank.desc(), Service.id.desc())).all()
    return as_cards(ranked_page(rows, after=after, size=size)), rows[0].matches if rows else 0


def _counts_of_matches(where: Conditions) -> dict[UUID, int]:
    some = _some(where, Service.category_id)
    rows = db.session.execute(select(some.c.category_id, func.count()).group_by(some.c.category_id)).all()
    counts = {row[0]: row[1] for row in rows}
    return {key: counts[key] for key in counts if key} if sum(counts.values()) <= MOST_COUNTED else {}


@cache
def _all_by_category() -> Select[*tuple[Any, ...]]:
    return _counted_by_category([Service.marketplace_id == HERE, *conditions(Filters(), None)])


def _counted_by_category(where: Conditions) -> Select[*tuple[Any, ...]]:
    some = _some([Service.category_id == Category.id, *where], Service.id)
    counted = select(func.count()).select_from(some).correlate(Category).scalar_subquery()
    return select(Category.id, counted).where(Category.marketplace_id == HERE)


def _count(where: Conditions) -> int:
    return db.session.scalar(select(func.count()).select_from(_some(where, Service.id))) or 0


def _some(where: Conditions, column: Any) -> Subquery:
    return select(column).where(*where).limit(MOST_COUNTED + 1).correlate(Category).subquery()
