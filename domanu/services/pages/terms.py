"""What the rules of its marketplace mean for one service, with the sums worked out."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from domanu.core.money import tell_money
from domanu.marketplaces.rules import Rules
from domanu.marketplaces.words import ahead, tell_rules

CENT = Decimal("0.01")


class Term(NamedTuple):
    icon: str
    strong: str
    rest: str


class Terms(NamedTuple):
    cancelling: list[Term]
    house: str
    """What the house takes, in one sentence."""
    sellers_part: Decimal
    houses_part: Decimal


def told_terms(rules: Rules, price: Decimal, seller: str) -> Terms:
    sentence = next(sentence for sentence in tell_rules(rules, seller) if sentence.topic == "house")
    cut = part(price, rules.house_percent)
    return Terms(_cancelling(rules, price, seller), f"{sentence.strong} {sentence.rest}", price - cut, cut)


def part(price: Decimal, percent: Decimal | int) -> Decimal:
    return (price * percent / 100).quantize(CENT, ROUND_HALF_UP)


def _cancelling(rules: Rules, price: Decimal, seller: str) -> list[Term]:
    if not price:
        return [Term("undo-2", "It is free,", f"so nothing is lost. Tell {seller} all the same.")]
    whole = f"you get all {tell_money(price, rules.currency)} back."
    sellers = Term("shield-check", f"If {seller} cancels,", f"at any time: {whole}")
    if not rules.cancel_percent:
        return [Term("undo-2", "Whenever you cancel:", whole), sellers]
    first = f"If you cancel {ahead(rules.cancel_hours)}:" if rules.cancel_hours else "If you cancel before it begins:"
    back = price - part(price, rules.cancel_percent)
    rest = f"you get {tell_money(back, rules.currency)} back." if back else "nothing comes back."
    return [Term("undo-2", first, whole), Term("hourglass", "Later than that:", rest), sellers]
