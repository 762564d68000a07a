"""Sums of money, told like a person would."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

SIGNS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "CAD": "CA$",
    "AUD": "A$",
    "NZD": "NZ$",
    "BRL": "R$",
    "MXN": "MX$",
}
CENT = Decimal("0.01")
BLANK = "\N{NO-BREAK SPACE}"
AMOUNT = re.compile(r"(\d{1,10}|\d{1,3}(?:[,' ]\d{3}){1,3}|\d{1,3}(?:\.\d{3}){2,3})(?:[.,](\d{1,2}))?", re.ASCII)
AROUND = re.compile(r"^[^\d.,-]{0,4}|[^\d.,]{0,4}$", re.ASCII)


def tell_money(amount: Decimal, currency: str) -> str:
    """$40, €12.50, SEK 1,200: cents only where there are some."""
    figures = f"{amount:,.2f}".removesuffix(".00")
    return f"{sign_of(currency)}{figures}" if currency in SIGNS else f"{currency}{BLANK}{figures}"


def tell_price(amount: Decimal, currency: str) -> str:
    return tell_money(amount, currency) if amount else "Free"


def sign_of(currency: str) -> str:
    """What stands before a figure: a sign if English has one that cannot be mistaken, else the three letters."""
    return SIGNS.get(currency, currency)


def plain_amount(amount: Decimal | None) -> str:
    """As somebody would type it."""
    return "" if amount is None else f"{amount:.2f}".removesuffix(".00")


def read_amount(typed: str) -> Decimal | None:
    """What somebody meant who typed 40, $12.50, 12,5 or 1,200; None if that is no sum, or not surely one."""
    found = AMOUNT.fullmatch(AROUND.sub("", typed.strip()))
    if found is None:
        return None
    return Decimal(f"{re.sub(r'[^0-9]', '', found[1])}.{(found[2] or '').ljust(2, '0')}")


def part_of(amount: Decimal, percent: Decimal | int) -> Decimal:
    """To the cent."""
    return (amount * percent / 100).quantize(CENT, ROUND_HALF_UP)
