"""The whole of it, in the order in which it could have happened.

What is many and long ago is written in rows; whatever still waits for an answer is done by the operations themselves.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert

from domanu.core.db import db
from domanu.core.events import forget_deliveries
from domanu.core.time import now
from domanu.marketplaces.operations.handover import offer_marketplace
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.services.models import Favourite

from .bookings import load_bookings
from .calendars import load_calendars
from .circles import CIRCLES, FAVOURITES, HEIRS
from .doors import ask_in, hand_out, meet_first
from .markets import ARCHIVED, MARKETS, open_market
from .open_questions import ask_for_times, wait_for_times
from .people import load_people
from .rolls import People, fill_roll
from .services import load_services


def load_demo() -> None:
    people = load_people()
    markets = {market.key: open_market(market, people) for market in MARKETS}
    links = {market.key: meet_first(market, markets[market.key], CIRCLES[market.key]) for market in MARKETS}
    for key, opened in markets.items():
        fill_roll(opened, CIRCLES[key], people, links[key])
    services = load_services(markets, people)
    _keep(services, people)
    diaries = load_calendars(services, people, now())
    load_bookings(diaries, people)
    for key in ARCHIVED:
        archive_marketplace(markets[key].slug, markets[key].designer)
    forget_deliveries()  # nobody wants a letter about what was long ago; what comes now is mailed
    hand_out(markets)
    for key, opened in markets.items():
        ask_in(opened, CIRCLES[key], people, links[key])
    ask_for_times(diaries, people)
    wait_for_times(diaries, people)
    for key, username in HEIRS.items():
        offer_marketplace(markets[key].slug, markets[key].designer, username)


def _keep(services: dict[str, UUID], people: People) -> None:
    liked = [
        {"user_id": people[key], "service_id": services[name]} for key, names in FAVOURITES.items() for name in names
    ]
    db.session.execute(insert(Favourite), liked)
