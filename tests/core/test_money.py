from __future__ import annotations

from decimal import Decimal

import pytest

from domanu.core.money import read_amount, tell_money, tell_price


@pytest.mark.parametrize(
    ("amount", "currency", "told"),
    [
        ("40.00", "USD", "$40"),
        ("12.50", "EUR", "€12.50"),
        ("1234.05", "GBP", "£1,234.05"),
        ("999999.99", "CAD", "CA$999,999.99"),
        ("40", "SEK", "SEK\xa040"),
        ("0.10", "NGN", "NGN\xa00.10"),
        ("0.00", "USD", "Free"),
    ],
)
def test_told_like_a_person_would(amount: str, currency: str, told: str) -> None:
    assert tell_price(Decimal(amount), currency) == told


def test_a_sum_of_nothing_is_a_sum() -> None:
    assert tell_money(Decimal("0.00"), "USD") == "$0"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("40", "40.00"),
        (" 12.5 ", "12.50"),
        ("12,50", "12.50"),
        ("$12.50", "12.50"),
        ("40 €", "40.00"),
        ("CHF 40", "40.00"),
        ("1,200", "1200.00"),
        ("1 200,50", "1200.50"),
        ("1'200.50", "1200.50"),
        ("1.200.000,5", "1200000.50"),
        ("0", "0.00"),
    ],
)
def test_read_as_people_type(typed: str, meant: str) -> None:
    assert read_amount(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["", "-5", "1e3", "NaN", "Infinity", "12.345", "1.200", "1,20,0", "forty", ".", "٤٠", "9" * 40, "1\x002"]
)
def test_what_is_not_surely_a_sum(typed: str) -> None:
    assert read_amount(typed) is None
