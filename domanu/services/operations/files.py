"""The files behind the pictures of services: dropped by a job, once nothing points at them any longer."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, or_, select

from domanu.core.db import db
from domanu.core.files import files
from domanu.core.jobs import enqueue

from ..models import ServicePicture


def drop_pictures(*service_ids: UUID) -> None:
    gone = delete(ServicePicture).where(ServicePicture.service_id.in_(service_ids))
    for names in db.session.execute(gone.returning(ServicePicture.picture, ServicePicture.thumbnail)):
        drop_files(*names)


def drop_files(*names: str) -> None:
    for name in names:
        enqueue("remove_service_picture", name=name)


def remove_file(name: str) -> None:
    """A job. The same picture can be two services': a file is named by its content."""
    either = or_(ServicePicture.picture == name, ServicePicture.thumbnail == name)
    if db.session.scalar(select(ServicePicture.id).where(either).limit(1)) is None:
        files().remove(name)
