"""Sums of money, told like a person would."""

from __future__ import annotations

from decimal import Decimal

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
BLANK = "\N{NO-BREAK SPACE}"


def tell_money(amount: Decimal, currency: str) -> str:
    """$40, €12.50, SEK 1,200: cents only where there are some."""
    figures = f"{amount:,.2f}".removesuffix(".00")
    return f"{sign_of(currency)}{figures}" if currency in SIGNS else f"{currency}{BLANK}{figures}"


def tell_price(amount: Decimal, currency: str) -> str:
    return tell_money(amount, currency) if amount else "Free"


def sign_of(currency: str) -> str:
    """What stands before a figure: a sign if English has one that cannot be mistaken, else the three letters."""
    return SIGNS.get(currency, currency)
