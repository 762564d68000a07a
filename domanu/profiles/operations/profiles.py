"""The person: made with the account, changed by its owner, emptied when the account closes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, literal, select, true, update
from sqlalchemy.exc import IntegrityError

from domanu.auth.models import User
from domanu.core.db import db, new_id
from domanu.core.events import Event, emit
from domanu.core.jobs import enqueue

from ..errors import ProfileChanged, UsernameTaken
from ..models import DesignerRequest, Profile
from ..usernames import SHAPE, first_username

SOMEBODY = "Somebody who left"
PROFILE = select(Profile).where(Profile.user_id == bindparam("user_id"))
KEPT_PRIVATE: dict[str, Any] = {"last_name": "", "phone": "", "address": "", "date_of_birth": None, "about": ""}


def create_profile(event: Event) -> None:
    """Within `registration.received`. For an address that had an account already there is no such user, and no row."""
    first_name, zone = event.data["first_name"], event.data["time_zone"]
    username = first_username(first_name)
    values = select(literal(new_id()), User.id, literal(first_name), literal(username), literal(zone))
    columns = ["id", "user_id", "first_name", "username", "time_zone"]
    db.session.execute(insert(Profile).from_select(columns, values.where(User.id == event.actor_id)))


def profile_of(user_id: UUID) -> Profile:
    return db.session.execute(PROFILE, {"user_id": user_id}).scalar_one()


def zone_of(user_id: UUID) -> str:
    return db.session.scalar(select(Profile.time_zone).where(Profile.user_id == user_id)) or "UTC"


def find_profile(username: str) -> Profile | None:
    """As others see it: closed and disabled accounts are gone."""
    if not SHAPE.fullmatch(username):
        return None
    alive = (User.closed_at.is_(None), User.disabled_at.is_(None))
    named = func.lower(Profile.username) == username.lower()
    return db.session.scalar(select(Profile).join(User, User.id == Profile.user_id).where(named, *alive))


def update_profile(user_id: UUID, *, seen: datetime | None = None, **changes: Any) -> None:
    """`seen` is the version that the change was made to; if there is a newer one, nothing is overwritten."""
    mine = (Profile.user_id == user_id, Profile.updated_at == seen if seen else true())
    try:
        with db.session.begin_nested():
            changed = db.session.execute(update(Profile).where(*mine).values(changes).returning(Profile.id)).first()
    except IntegrityError as problem:
        if "idx_profiles_username" not in str(problem.orig):
            raise
        raise UsernameTaken from None
    if changed is None:
        raise ProfileChanged
    emit("profile.updated", actor_id=user_id, fields=sorted(changes))


def change_picture(user_id: UUID, picture: str | None, thumbnail: str | None) -> None:
    """The files of the old one are dropped by a job, once nothing points at them any longer."""
    old = db.session.execute(select(Profile).where(Profile.user_id == user_id).with_for_update()).scalar_one()
    for name in (old.picture, old.thumbnail):
        if name is not None and name not in {picture, thumbnail}:
            enqueue("remove_picture", name=name)
    update_profile(user_id, picture=picture, thumbnail=thumbnail)


def is_picture_wanted(name: str) -> bool:
    """The same picture can be two people's: a file is named by its content."""
    wanted = select(Profile.id).where((Profile.picture == name) | (Profile.thumbnail == name)).limit(1)
    return db.session.scalar(wanted) is not None


def export_profile(event: Event) -> dict[str, Any]:
    """Within `account.exported`."""
    profile = profile_of(event.actor_id) if event.actor_id else None
    if profile is None:
        return {}
    kept = (column.name for column in Profile.__table__.columns if column.name not in {"id", "user_id"})
    part = {name: getattr(profile, name) for name in kept}
    asked = select(DesignerRequest.created_at, DesignerRequest.reason, DesignerRequest.status)
    requests = db.session.execute(asked.where(DesignerRequest.user_id == event.actor_id)).mappings().all()
    pictures = [name for name in (profile.picture, profile.thumbnail) if name]
    return {"profile": part | {"pictures": pictures, "designer_requests": [dict(row) for row in requests]}}


def forget_profile(event: Event) -> None:
    """Within `account.closing`. The name on past deals becomes nobody's."""
    if event.actor_id is None:
        return
    change_picture(event.actor_id, None, None)
    username = first_username("gone")
    update_profile(
        event.actor_id, first_name=SOMEBODY, username=username, designer=False, time_zone="UTC", **KEPT_PRIVATE
    )
    db.session.execute(delete(DesignerRequest).where(DesignerRequest.user_id == event.actor_id))
