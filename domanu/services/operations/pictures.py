"""Pictures of services: a few each, in an order; the first is the cover, which cards show."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update

from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.files import keep_pictures
from domanu.core.refusals import Hidden

from ..access import own_service
from ..errors import TooManyPictures
from ..models import Service, ServicePicture
from .files import drop_files
from .reading import pictures_of

SIZES = ((1200, 900), (640, 480))
MOST = 8


def add_picture(key: UUID, actor_id: UUID, content: bytes, alt: str) -> UUID:
    """`NotAPicture` with a sentence. Ends the transaction and begins another, since making it anew takes a while."""
    own_service(key, actor_id)
    _demand_room(key)
    picture, thumbnail = keep_pictures("services", content, SIZES)
    _hold_own(key, actor_id)
    last = _demand_room(key)
    made = ServicePicture(id=new_id(), service_id=key, position=last + 1, picture=picture, thumbnail=thumbnail, alt=alt)
    db.session.add(made)
    db.session.flush()
    _choose_cover(key)
    emit("service.picture_added", actor_id=actor_id, service_id=key, picture_id=made.id)
    return made.id


def describe_picture(key: UUID, actor_id: UUID, picture_id: UUID, alt: str) -> None:
    _hold_own(key, actor_id)
    described = update(ServicePicture).where(*_this(key, picture_id)).values(alt=alt)
    if db.session.scalar(described.returning(ServicePicture.id)) is None:
        raise Hidden
    _choose_cover(key)


def move_picture(key: UUID, actor_id: UUID, picture_id: UUID, up: bool) -> None:  # noqa: FBT001 - up, or else down
    """Change places with its neighbour; where there is none, nothing happens."""
    _hold_own(key, actor_id)
    order = list(pictures_of(key))
    place = next((i for i, picture in enumerate(order) if picture.id == picture_id), None)
    if place is None:
        raise Hidden
    other = max(place - 1, 0) if up else min(place + 1, len(order) - 1)
    order[place].position, order[other].position = order[other].position, order[place].position
    db.session.flush()
    _choose_cover(key)


def remove_picture(key: UUID, actor_id: UUID, picture_id: UUID) -> None:
    _hold_own(key, actor_id)
    gone = delete(ServicePicture).where(*_this(key, picture_id))
    names = db.session.execute(gone.returning(ServicePicture.picture, ServicePicture.thumbnail)).first()
    if names is None:
        raise Hidden
    drop_files(*names)
    _choose_cover(key)
    emit("service.picture_removed", actor_id=actor_id, service_id=key, picture_id=picture_id)


def _hold_own(key: UUID, actor_id: UUID) -> None:
    """Of two who change its pictures at once the later waits, and sees what the earlier did."""
    db.session.execute(select(Service.id).where(Service.id == key).with_for_update(key_share=True))
    own_service(key, actor_id)


def _this(key: UUID, picture_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return ServicePicture.service_id == key, ServicePicture.id == picture_id


def _demand_room(key: UUID) -> int:
    """Answer the last position taken."""
    taken = select(func.count(), func.coalesce(func.max(ServicePicture.position), 0))
    count, last = db.session.execute(taken.where(ServicePicture.service_id == key)).one()
    if count >= MOST:
        raise TooManyPictures
    return int(last)


def _choose_cover(key: UUID) -> None:
    first = select(ServicePicture.thumbnail, ServicePicture.alt).where(ServicePicture.service_id == key)
    found = db.session.execute(first.order_by(ServicePicture.position, ServicePicture.id).limit(1)).first()
    thumbnail, alt = found or (None, "")
    cover = {"cover": thumbnail, "cover_alt": alt, "updated_at": Service.updated_at}
    db.session.execute(update(Service).where(Service.id == key).values(cover))
