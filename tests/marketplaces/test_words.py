from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domanu.marketplaces.rules import CURRENCIES, Rules
from domanu.marketplaces.words import CURRENCY_NAMES, changed_topics, tell_rules


def told(topic: str, **rules: Any) -> str:
    [sentence] = [one for one in tell_rules(Rules(**rules), "Dora Lind") if one.topic == topic]
    return f"{sentence.strong} {sentence.rest}"


def test_each_rule_is_told() -> None:
    """Two sets that differ in any one rule never read the same."""
    others: dict[str, Any] = {
        "private": False,
        "approval": True,
        "selling": "team",
        "bargaining": False,
        "bidding": False,
        "currency": "EUR",
        "house_percent": Decimal(5),
        "cancel_hours": 2,
        "cancel_percent": 100,
    }
    assert others.keys() == Rules().as_columns().keys()
    for name, value in others.items():
        assert changed_topics(Rules(), Rules(**{name: value})), name


@pytest.mark.parametrize(
    ("hours", "percent", "words"),
    [
        (24, 50, "Cancel a day ahead and pay nothing. Later than that, half the price is kept."),
        (1, 100, "Cancel an hour ahead and pay nothing. Later than that, the whole price is kept."),
        (72, 25, "Cancel three days ahead and pay nothing. Later than that, a quarter of the price is kept."),
        (36, 33, "Cancel 36 hours ahead and pay nothing. Later than that, 33% of the price is kept."),
        (336, 75, "Cancel two weeks ahead and pay nothing. Later than that, three quarters of the price is kept."),
        (720, 50, "Cancel 30 days ahead and pay nothing. Later than that, half the price is kept."),
        (0, 50, "Cancel before the start and pay nothing. After that, half the price is kept."),
        (24, 0, "Cancelling costs nothing, whenever you do it."),
    ],
)
def test_cancelling(hours: int, percent: int, words: str) -> None:
    assert told("cancelling", cancel_hours=hours, cancel_percent=percent).startswith(words)


@pytest.mark.parametrize(("percent", "words"), [("5.00", "takes 5%,"), ("2.50", "takes 2.5%,"), ("10", "takes 10%,")])
def test_what_the_house_takes(percent: str, words: str) -> None:
    assert words in told("house", house_percent=Decimal(percent))


def test_who_is_asked() -> None:
    assert told("joining", private=False, approval=True) == "Joining is by asking. Dora Lind or a moderator answers."


def test_every_currency_has_a_name() -> None:
    assert CURRENCY_NAMES.keys() == set(CURRENCIES)
