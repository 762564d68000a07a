from __future__ import annotations

from decimal import Decimal

import pytest

from domanu.core.money import tell_money, tell_price


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
