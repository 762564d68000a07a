"""The whole of it, in the order in which it could have happened, by the operations themselves."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from domanu.core.events import forget_deliveries
from domanu.marketplaces.operations.handover import offer_marketplace
from domanu.marketplaces.operations.marketplaces import archive_marketplace
from domanu.marketplaces.operations.rules import agree_to_rules, change_rules
from domanu.services.operations.favourites import add_favourite

from .circles import CIRCLES, FAVOURITES, HEIRS
from .doors import ask_in, door_of, hand_out, let_in, show_out
from .markets import ARCHIVED, LATER_RULES, MARKETS, Opened, open_market
from .people import load_people
from .services import load_services


def load_demo() -> None:
    people = load_people()
    markets = {market.key: open_market(market, people) for market in MARKETS}
    doors = {market.key: door_of(market, markets[market.key], CIRCLES[market.key]) for market in MARKETS}
    for key, opened in markets.items():
        let_in(opened, CIRCLES[key], doors[key], people)
    services = load_services(markets, people)
    _live_a_while(markets, people)
    for liker, names in FAVOURITES.items():
        for name in names:
            add_favourite(services[name], people[liker])
    forget_deliveries()  # nobody wants a hundred letters about what was long ago; what comes now is mailed
    hand_out(markets)
    for key in markets:
        ask_in(CIRCLES[key], doors[key], people)
    for key, username in HEIRS.items():
        offer_marketplace(markets[key].slug, markets[key].designer, username)


def _live_a_while(markets: Mapping[str, Opened], people: Mapping[str, UUID]) -> None:
    for key, rules in LATER_RULES.items():
        change_rules(markets[key].slug, markets[key].designer, rules, seen=1)
        circle = CIRCLES[key]
        for member in circle.members.split():
            if member not in circle.behind.split():
                agree_to_rules(markets[key].slug, people[member])
    for key, opened in markets.items():
        show_out(opened, CIRCLES[key], people)
    for key in ARCHIVED:
        archive_marketplace(markets[key].slug, markets[key].designer)
