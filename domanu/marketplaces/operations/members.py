"""The members of a marketplace, for those who run it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, or_, select

from domanu.core.db import db
from domanu.core.paging import Page, fetch_page
from domanu.core.refusals import Hidden
from domanu.profiles.models import FULL_NAME, Profile

from ..access import demand
from ..models import Membership
from ..standing import standing_at

STATUSES = ("active", "pending", "banned", "left")


class Member(NamedTuple):
    user_id: UUID
    name: str
    username: str
    picture: str | None
    """The file of the thumbnail, if they have a picture."""
    role: str
    """'designer' is one of them."""
    status: str
    message: str
    since: datetime
    """They have this status."""
    cursor: UUID


def members(
    slug: str, actor_id: UUID, *, status: str = "active", words: str = "", after: str | None = None, size: int = 25
) -> Page[Member]:
    """The newest first; of those who ask to join, whoever has waited longest."""
    standing = standing_at(slug, actor_id)
    demand(standing.can_see_members and status in STATUSES)
    here = (Membership.marketplace_id == standing.marketplace.id, Membership.status == status)
    found = _rows(standing.marketplace.designer_id).where(*here, *map(_is_named, words.split()[:4]))
    page = fetch_page(found, Membership.id, after=after, size=size, oldest_first=status == "pending")
    return Page([Member(*row) for row in page.rows], page.after)


def find_member(slug: str, actor_id: UUID, member_id: UUID) -> Member:
    """Whatever has become of them."""
    standing = standing_at(slug, actor_id)
    demand(standing.can_see_members)
    market = standing.marketplace
    this = (Membership.marketplace_id == market.id, Membership.user_id == member_id)
    found = db.session.execute(_rows(market.designer_id).add_columns(Membership.id).where(*this)).first()
    if found is None:
        raise Hidden
    return Member(*found)


def _rows(designer_id: UUID) -> Select[*tuple[Any, ...]]:
    role = case((Membership.user_id == designer_id, "designer"), else_=Membership.role)
    person = (Membership.user_id, FULL_NAME, Profile.username, Profile.thumbnail, role)
    columns = (*person, Membership.status, Membership.message, Membership.changed_at)
    return select(*columns).join(Profile, Profile.user_id == Membership.user_id)


def _is_named(word: str) -> ColumnElement[bool]:
    """Anywhere in a name, whatever the case."""
    names = (Profile.first_name, Profile.last_name, Profile.username)
    return or_(*(name.icontains(word.removeprefix("@"), autoescape=True) for name in names))
