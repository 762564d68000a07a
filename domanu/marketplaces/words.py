"""The rules as one would tell them to somebody who is about to join."""

from __future__ import annotations

from typing import NamedTuple

from domanu.core.numbers import in_words

from .rules import Rules

CURRENCY_NAMES = {
    "USD": "US dollars",
    "EUR": "euros",
    "GBP": "pounds sterling",
    "CHF": "Swiss francs",
    "CAD": "Canadian dollars",
    "AUD": "Australian dollars",
    "NZD": "New Zealand dollars",
    "SEK": "Swedish kronor",
    "NOK": "Norwegian kroner",
    "DKK": "Danish kroner",
    "PLN": "Polish zloty",
    "CZK": "Czech koruna",
    "BRL": "Brazilian reais",
    "MXN": "Mexican pesos",
    "ZAR": "South African rand",
    "NGN": "Nigerian naira",
}
PARTS = {25: "a quarter of the price", 50: "half the price", 75: "three quarters of the price", 100: "the whole price"}
DAY, WEEK = 24, 168


class Sentence(NamedTuple):
    strong: str
    rest: str
    topic: str


def tell_rules(rules: Rules, designer: str) -> list[Sentence]:
    """`designer` is the name of whoever makes the rules."""
    return [
        Sentence(*_seeing(rules), "seeing"),
        Sentence(*_joining(rules, designer), "joining"),
        Sentence(*_selling(rules, designer), "selling"),
        Sentence(*_prices(rules), "prices"),
        Sentence(*_cancelling(rules), "cancelling"),
        Sentence(*_house(rules), "house"),
    ]


def changed_topics(old: Rules, new: Rules) -> set[str]:
    """Of the sentences that read otherwise now."""
    return {now.topic for _before, now in tell_changes(old, new, "")}


def said_before(old: Rules, new: Rules, designer: str) -> dict[str, Sentence]:
    """By the topic of each sentence that reads otherwise now."""
    return {before.topic: before for before, _now in tell_changes(old, new, designer)}


def tell_changes(old: Rules, new: Rules, designer: str) -> list[tuple[Sentence, Sentence]]:
    """What was said before, and what is said now, where that differs."""
    pairs = zip(tell_rules(old, designer), tell_rules(new, designer), strict=True)
    return [(before, now) for before, now in pairs if before != now]


def _seeing(rules: Rules) -> tuple[str, str]:
    if rules.private:
        return "Only members see it.", "To everyone else this marketplace does not exist."
    return "Anyone may look.", "You need to be a member to book or to sell."


def _joining(rules: Rules, designer: str) -> tuple[str, str]:
    if rules.private and rules.approval:
        return "Joining takes an invitation and a yes.", f"{designer} or a moderator sends the link, and then answers."
    if rules.private:
        return "Joining takes an invitation.", f"With a link from {designer} or a moderator you are in."
    if rules.approval:
        return "Joining is by asking.", f"{designer} or a moderator answers."
    return "Anyone may join.", "There is no waiting, and nobody to ask."


def _selling(rules: Rules, designer: str) -> tuple[str, str]:
    if rules.selling == "approved":
        return "Selling takes a yes.", f"Any member may buy. {designer} names those who sell."
    if rules.selling == "team":
        return "Only the team sells.", f"That is {designer}, and whoever helps to run this marketplace."
    return "Every member may sell.", "Being a member is enough."


def _prices(rules: Rules) -> tuple[str, str]:
    money = f"All of it is in {CURRENCY_NAMES.get(rules.currency, rules.currency)}."
    if rules.bargaining and rules.bidding:
        return "Prices are fixed, bargained or bid for.", f"Each service says which. {money}"
    if rules.bargaining:
        return "Prices are fixed or bargained.", f"Each service says which. There are no auctions. {money}"
    if rules.bidding:
        return "Prices are fixed or bid for.", f"Each service says which. There is no bargaining. {money}"
    return "Prices are fixed.", f"There is no bargaining, and there are no auctions. {money}"


def _cancelling(rules: Rules) -> tuple[str, str]:
    seller = "If the seller cancels, you get all of it back."
    if not rules.cancel_percent:
        return "Cancelling costs nothing,", f"whenever you do it. {seller}"
    kept = PARTS.get(rules.cancel_percent, f"{rules.cancel_percent}% of the price")
    if not rules.cancel_hours:
        return "Cancel before the start and pay nothing.", f"After that, {kept} is kept. {seller}"
    return f"Cancel {ahead(rules.cancel_hours)} and pay nothing.", f"Later than that, {kept} is kept. {seller}"


def ahead(hours: int) -> str:
    if hours % WEEK == 0:
        return _told(hours // WEEK, "week")
    return _told(hours // DAY, "day") if hours % DAY == 0 else _told(hours, "hour")


def _told(number: int, unit: str) -> str:
    if number == 1:
        return f"{'an' if unit == 'hour' else 'a'} {unit} ahead"
    return f"{in_words(number)} {unit}s ahead"


def _house(rules: Rules) -> tuple[str, str]:
    if not rules.house_percent:
        return "The house takes nothing.", "The seller gets the whole price."
    percent = f"{rules.house_percent:.2f}".rstrip("0").rstrip(".")
    return f"The house takes {percent}%,", "out of the seller\u2019s part. The price you see is the price you pay."
