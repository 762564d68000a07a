"""What the rules of its marketplace mean for one service, with the sums worked out."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from domanu.core.money import part_of, tell_money
from domanu.core.time import tell_when
from domanu.marketplaces.rules import Rules
from domanu.marketplaces.words import ahead, tell_rules


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
    cut = part_of(price, rules.house_percent)
    first = f"If you cancel {ahead(rules.cancel_hours)}:" if rules.cancel_hours else "If you cancel before it begins:"
    told = _cancelling(rules, price, seller, [(first, True), ("Later than that:", False)])
    return Terms(told, f"{sentence.strong} {sentence.rest}", price - cut, cut)


def cancelling(rules: Rules, price: Decimal, seller: str, *, start: datetime, zone: str, at: datetime) -> list[Term]:
    """The same of one time: until when what holds, seen from this instant."""
    until = start - timedelta(hours=rules.cancel_hours)
    if until <= at:
        return _cancelling(rules, price, seller, [("It begins so soon that, if you cancel,", False)])
    return _cancelling(rules, price, seller, [(f"Until {tell_when(until, zone)}:", True), ("After that:", False)])


def _cancelling(rules: Rules, price: Decimal, seller: str, stages: list[tuple[str, bool]]) -> list[Term]:
    """`stages` say when, and whether it costs nothing then."""
    if not price:
        return [Term("undo-2", "It is free,", f"so nothing is lost. Tell {seller} all the same.")]
    whole = f"you get all {tell_money(price, rules.currency)} back."
    sellers = Term("shield-check", f"If {seller} cancels,", f"at any time: {whole}")
    if not rules.cancel_percent:
        return [Term("undo-2", "Whenever you cancel:", whole), sellers]
    back = price - part_of(price, rules.cancel_percent)
    rest = f"you get {tell_money(back, rules.currency)} back." if back else "nothing comes back."
    told = [Term("undo-2", when, whole) if is_free else Term("hourglass", when, rest) for when, is_free in stages]
    return [*told, sellers]
