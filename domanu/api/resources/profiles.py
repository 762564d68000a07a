"""People, as others see them."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from domanu.core.refusals import Hidden
from domanu.marketplaces.operations.listing import marketplaces_of
from domanu.profiles.operations.profiles import find_profile
from domanu.services.operations.sellers import services_of

from ..cards import MarketplaceCard, Person, ServiceCard, marketplace_card, picture_url, told_services
from ..endpoints import Reader, Resource
from ..fields import Instant

resource = Resource("profiles", "People", "Anybody by their username, as others see them.")
MOST_SERVICES = 20


class Profile(Person):
    about: str
    designer: bool
    time_zone: str
    picture: str | None
    since: Instant
    marketplaces: Sequence[MarketplaceCard] = Field(description="Which they run, as far as you may look.")
    services: Sequence[ServiceCard] = Field(description=f"The {MOST_SERVICES} that they put up last, likewise.")


@resource.get("/profiles/<username>", scope="")
def show_profile(caller: Reader, username: str) -> Profile:
    """One person"""
    found = find_profile(username)
    if found is None:
        raise Hidden
    sold = services_of(found.user_id, caller.user_id, MOST_SERVICES)
    return Profile(
        id=found.user_id,
        username=found.username,
        name=found.name,
        about=found.about,
        designer=found.designer,
        time_zone=found.time_zone,
        picture=picture_url(found.picture),
        since=found.created_at,
        marketplaces=[marketplace_card(stall) for stall in marketplaces_of(found.user_id, caller.user_id)],
        services=told_services(sold.rows),
    )
