"""The rules of a marketplace as one value: what a designer chooses, what is versioned, what members agree to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

CURRENCIES = (
    "USD",
    "EUR",
    "GBP",
    "CHF",
    "CAD",
    "AUD",
    "NZD",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "CZK",
    "BRL",
    "MXN",
    "ZAR",
    "NGN",
)
MOST_HOUSE_PERCENT = Decimal(15)
MOST_CANCEL_HOURS = 720


@dataclass(frozen=True, kw_only=True)
class Rules:
    private: bool = True
    approval: bool = False
    """Whether joining waits for a yes."""
    selling: str = "everyone"
    bargaining: bool = True
    bidding: bool = True
    currency: str = "USD"
    house_percent: Decimal = Decimal("0.00")
    """Out of the seller's part."""
    cancel_hours: int = 24
    """Until how long before the start a cancellation costs nothing."""
    cancel_percent: int = 50
    """What part of the price is kept after that."""

    def as_columns(self) -> dict[str, Any]:
        return asdict(self)

    def as_json(self) -> dict[str, Any]:
        """As `rules_versions` keeps them."""
        return asdict(self) | {"house_percent": f"{self.house_percent:.2f}"}


RULE_NAMES = tuple(field.name for field in fields(Rules))


def rules_of(source: Any) -> Rules:
    """Of a marketplace, or of any row that has a rule's name for each rule."""
    return Rules(**{name: getattr(source, name) for name in RULE_NAMES})


def rules_from_json(kept: dict[str, Any]) -> Rules:
    """A version from before a rule came to be has its default."""
    known = {name: value for name, value in kept.items() if name in RULE_NAMES}
    return Rules(**(known | {"house_percent": Decimal(known.get("house_percent", 0))}))
