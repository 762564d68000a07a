"""Whoever the token speaks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from domanu.auth.models import User
from domanu.core.db import db
from domanu.core.time import now
from domanu.marketplaces.operations.listing import own_marketplaces
from domanu.profiles.errors import ProfileChanged, UsernameTaken
from domanu.profiles.forms import EARLIEST, PHONE
from domanu.profiles.operations.profiles import profile_of, update_profile
from domanu.profiles.usernames import problem_with
from domanu.services.operations.listing import favourites_of, own_services

from ..cards import MarketplaceCards, ServiceCards, marketplace_card, picture_url, service_cards
from ..endpoints import Caller, Resource
from ..errors import Unfit
from ..fields import Edited, Given, Instant, Line, Paged, Text, Zone

resource = Resource("me", "You", "Whoever the token speaks for: the profile, and what is theirs.")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def _username(name: str) -> str:
    if problem := problem_with(name):
        raise PydanticCustomError("username", "{problem}", {"problem": problem})
    return name


def _phone(number: str) -> str:
    if number and not PHONE.fullmatch(number):
        raise PydanticCustomError("phone", "A phone number has digits, spaces and perhaps a + in front.")
    return number


def _birthday(day: date | None) -> date | None:
    if day and not EARLIEST <= day < now().date():
        raise PydanticCustomError("birthday", "That day cannot be the one you were born on.")
    return day


class Me(Edited):
    id: UUID
    email: str
    confirmed: bool = Field(description="Whether the address has proved itself. Joining and selling want that.")
    username: str
    first_name: str
    last_name: str
    about: str
    designer: bool = Field(description="Whether you may open marketplaces.")
    time_zone: str
    phone: str
    address: str
    date_of_birth: date | None
    picture: str | None
    created_at: Instant


class ProfileEdit(Given):
    """What is left out stays as it is."""

    first_name: Annotated[Line, StringConstraints(min_length=1, max_length=60)] | None = None
    last_name: Annotated[Line, StringConstraints(max_length=60)] | None = None
    username: Annotated[Line, AfterValidator(_username)] | None = None
    about: Annotated[Text, StringConstraints(max_length=1000)] | None = None
    time_zone: Zone | None = None
    phone: Annotated[Line, AfterValidator(_phone)] | None = None
    address: Annotated[Text, StringConstraints(max_length=300)] | None = None
    date_of_birth: Annotated[date | None, AfterValidator(_birthday)] = None


@resource.get("/me")
def show_me(caller: Caller) -> Me:
    """Your account and profile"""
    user, profile = db.session.get_one(User, caller.user_id), profile_of(caller.user_id)
    same = ("username", "first_name", "last_name", "about", "designer", "time_zone", "phone", "address")
    return Me(
        **{name: getattr(profile, name) for name in same},
        id=user.id,
        email=user.email,
        confirmed=user.is_confirmed,
        date_of_birth=profile.date_of_birth,
        picture=picture_url(profile.picture),
        created_at=user.created_at,
        edition=(profile.updated_at - BEGINNING) // MICROSECOND,
    )


@resource.patch("/me", scope="book", refuses=[ProfileChanged, UsernameTaken])
def edit_me(caller: Caller, body: ProfileEdit, seen: int) -> Me:
    """Change your profile"""
    changes = body.model_dump(exclude_unset=True)
    empty = [name for name, value in changes.items() if value is None and name != "date_of_birth"]
    if empty:
        raise Unfit(*((f"/{name}", "Leave it out, or say what it should be.") for name in empty))
    update_profile(caller.user_id, seen=_instant(seen), **changes)
    db.session.expire_all()
    return show_me(caller)


@resource.get("/me/marketplaces")
def list_my_marketplaces(caller: Caller) -> MarketplaceCards:
    """Where you are a member, wait, design, or are asked to take over"""
    return MarketplaceCards(items=[marketplace_card(stall) for stall in own_marketplaces(caller.user_id)])


@resource.get("/me/services")
def list_my_services(caller: Caller, query: Paged) -> ServiceCards:
    """What you sell, wherever it is"""
    return service_cards(own_services(caller.user_id, query.after))


@resource.get("/me/favourites")
def list_my_favourites(caller: Caller, query: Paged) -> ServiceCards:
    """What you want to find again"""
    return service_cards(favourites_of(caller.user_id, query.after))


def _instant(edition: int) -> datetime:
    """Of an edition that never was, one that no profile has."""
    return BEGINNING + min(edition, 10**16) * MICROSECOND
