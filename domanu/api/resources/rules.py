"""The rules of a marketplace, which have versions of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from domanu.marketplaces.access import demand_entry
from domanu.marketplaces.errors import Archived, CurrencyInUse, RulesChanged
from domanu.marketplaces.operations.rules import change_rules
from domanu.marketplaces.rules import CURRENCIES, MOST_CANCEL_HOURS, MOST_HOUSE_PERCENT
from domanu.marketplaces.rules import Rules as MarketRules
from domanu.marketplaces.standing import standing_at
from domanu.marketplaces.words import tell_rules
from domanu.profiles.operations.profiles import profile_of

from ..cards import Selling
from ..endpoints import Caller, Often, Reader, Resource
from ..errors import EditionPassed
from ..fields import Edited, Given, Instant, OneOf

resource = Resource("rules", "Rules", "Of a marketplace. Whoever joins agrees to the version in force.")
HERE = "/marketplaces/<slug>/rules"
Percent = Annotated[str, StringConstraints(pattern=r"^(1[0-4]|[0-9])\.[0-9]{2}$|^15\.00$")]
Currency = Annotated[str, OneOf(CURRENCIES)]


class Rules(Given):
    private: bool = Field(True, description="Whether members alone may see it.")
    approval: bool = Field(False, description="Whether joining waits for a yes.")
    selling: Selling = Field("everyone", description="Who may: every member, whom the designer approves, or the team.")
    bargaining: bool = True
    bidding: bool = True
    currency: Currency = Field("USD", description="Of all prices there.")
    house_percent: Percent = Field("0.00", description=f"What the house takes; {MOST_HOUSE_PERCENT} at most.")
    cancel_hours: Annotated[int, Field(ge=0, le=MOST_CANCEL_HOURS)] = Field(
        24, description="Until how many hours before the start cancelling costs nothing."
    )
    cancel_percent: Annotated[int, Field(ge=0, le=100)] = Field(50, description="How much is kept after that.")


class RulesInForce(Edited):
    rules: Rules
    version: int = Field(description="What somebody agrees to when they join.")
    since: Instant
    sentences: Sequence[str] = Field(description="As members read them.")


@resource.get(HERE, scope="")
def show_rules(caller: Reader, slug: str) -> RulesInForce:
    """The rules in force, also in words"""
    standing = standing_at(slug, caller.user_id)
    demand_entry(standing)
    market = standing.marketplace
    sentences = tell_rules(market.rules, profile_of(market.designer_id).first_name)
    return RulesInForce(
        rules=rules_told(market.rules),
        version=market.rules_version,
        edition=market.rules_version,
        since=market.rules_since,
        sentences=[f"{sentence.strong} {sentence.rest}" for sentence in sentences],
    )


def _place(_caller: Caller, slug: str) -> str:
    return str(standing_at(slug, _caller.user_id).marketplace.id)


@resource.put(
    HERE,
    scope="design",
    refuses=[Archived, CurrencyInUse, EditionPassed],
    often=Often("rules", 20, timedelta(days=1), by=_place),
)
def change_the_rules(caller: Caller, slug: str, body: Rules, seen: int) -> RulesInForce:
    """Put other rules in force

    Each change is a version of its own, and a mail to every member. Deals keep the version that they were made under.
    """
    try:
        change_rules(slug, caller.user_id, read_rules(body), seen=seen)
    except RulesChanged:
        raise EditionPassed from None
    return show_rules(caller, slug)


def rules_told(rules: MarketRules) -> Rules:
    return Rules(**rules.as_json())


def read_rules(rules: Rules) -> MarketRules:
    return MarketRules(**rules.model_dump() | {"house_percent": Decimal(rules.house_percent)})
