"""One service, and what its page tells besides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from domanu.core.db import db
from domanu.core.refusals import Hidden
from domanu.marketplaces.access import READER, Reader, Standing
from domanu.marketplaces.models import Category
from domanu.profiles.models import Profile

from ..access import TEXTS, standing_towards
from ..models import Service, ServicePicture
from .cards import is_favourite

PICTURES = (
    select(ServicePicture)
    .where(ServicePicture.service_id == bindparam("key"))
    .order_by(ServicePicture.position, ServicePicture.id)
    .execution_options(populate_existing=True)
)


class Shown(NamedTuple):
    service: Service
    standing: Standing
    seller: Profile
    category: str | None
    is_favourite: bool

    @property
    def is_own(self) -> bool:
        return self.standing.user_id == self.service.seller_id

    @property
    def can_change(self) -> bool:
        return self.is_own and self.standing.is_member and not self.standing.is_archived


def find_service(key: UUID, actor_id: UUID | None) -> Shown:
    """`Hidden` if there is none for them; `Forbidden` where they know of the marketplace and may not look yet."""
    found = _shown(READER if actor_id else None)
    row = db.session.execute(found, {"key": key, "reader": actor_id}).first()
    if row is None:
        raise Hidden
    return Shown(row[0], standing_towards(row[0], actor_id), row[1], row[2], row[3])


def pictures_of(key: UUID) -> Sequence[ServicePicture]:
    """In their order. Whether anybody may see them is the service's affair."""
    return db.session.scalars(PICTURES, {"key": key}).all()


@cache
def _shown(reader: Reader) -> Select[*tuple[Any, ...]]:
    return (
        select(Service, Profile, Category.name, is_favourite(reader))
        .join(Profile, Profile.user_id == Service.seller_id)
        .outerjoin(Category, Category.id == Service.category_id)
        .where(Service.id == bindparam("key"), Service.status != "deleted")
        .options(*TEXTS)
        .execution_options(populate_existing=True)
    )
