"""The pictures of a service."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from domanu.core.pictures import NotAPicture
from domanu.marketplaces.errors import Archived
from domanu.services.access import visible_service
from domanu.services.errors import TooManyPictures
from domanu.services.models import ServicePicture
from domanu.services.operations import pictures as operations
from domanu.services.operations.reading import pictures_of

from ..cards import picture_url
from ..endpoints import Caller, Often, Reader, Resource, Upload
from ..fields import Asked, Given, Line, Several, Told

resource = Resource("pictures", "Pictures", f"Up to {operations.MOST} of each service, made anew in two sizes.")
ALL = "/services/<uuid:key>/pictures"
Alt = Annotated[Line, StringConstraints(max_length=200)]
ONE = f"{ALL}/<uuid:picture>"


class Picture(Told):
    id: UUID
    url: str | None
    small: str | None = Field(description="The address of the small one, which cards show.")
    alt: str


class Pictures(Several[Picture]):
    pass


class PictureQuery(Asked):
    alt: Alt = Field("", description="What is on it, where the picture itself is the body.")


class Described(Given):
    alt: Alt = Field(description="What is on it, for who cannot see it.")


class Moved(Given):
    to: Literal["up", "down"]


@resource.get(ALL, scope="")
def list_pictures(caller: Reader, key: UUID) -> Pictures:
    """In their order; the first is the one on cards"""
    visible_service(key, caller.user_id)
    return Pictures(items=[_told(picture) for picture in pictures_of(key)])


@resource.post(
    ALL,
    scope="sell",
    makes="/services/{key}/pictures",
    refuses=[Archived, TooManyPictures, NotAPicture],
    often=Often("service-picture", 120, timedelta(hours=1)),
)
def upload_picture(caller: Caller, key: UUID, query: PictureQuery, upload: Upload) -> Pictures:
    """Add a picture at the end"""
    operations.add_picture(key, caller.user_id, upload.content, upload.alt or query.alt)
    return list_pictures(caller, key)


@resource.patch(ONE, scope="sell", refuses=[Archived])
def describe_picture(caller: Caller, key: UUID, picture: UUID, body: Described) -> Pictures:
    """Say what is on it"""
    operations.describe_picture(key, caller.user_id, picture, body.alt)
    return list_pictures(caller, key)


@resource.post(f"{ONE}/position", scope="sell", refuses=[Archived])
def move_picture(caller: Caller, key: UUID, picture: UUID, body: Moved) -> Pictures:
    """Change places with its neighbour"""
    operations.move_picture(key, caller.user_id, picture, up=body.to == "up")
    return list_pictures(caller, key)


@resource.delete(ONE, scope="sell", refuses=[Archived])
def remove_picture(caller: Caller, key: UUID, picture: UUID) -> None:
    """Remove it"""
    operations.remove_picture(key, caller.user_id, picture)


def _told(picture: ServicePicture) -> Picture:
    return Picture(
        id=picture.id, url=picture_url(picture.picture), small=picture_url(picture.thumbnail), alt=picture.alt
    )
