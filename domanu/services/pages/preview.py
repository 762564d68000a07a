"""How a service will look, told while its form is being filled in."""

from __future__ import annotations

from typing import Any

from domanu.core.markdown import to_html
from domanu.core.money import sign_of, tell_price
from domanu.marketplaces.models import Marketplace
from domanu.marketplaces.words import CURRENCY_NAMES

from ..forms import ServiceForm

UNNAMED = "The name of it"


def wants_preview(form: ServiceForm) -> bool:
    return form.is_submitted() and bool(form.preview.data)


def with_preview(form: ServiceForm, market: Marketplace) -> dict[str, Any]:
    price = form.price.data
    return {
        "look": {
            "name": (form.name.data or "")[:120] or UNNAMED,
            "price": tell_price(price, market.currency) if price is not None else "",
            "html": to_html((form.description.data or "")[:10_000]),
        },
        "cut": f" The house takes {market.house_percent.normalize():f}% of it." if market.house_percent else "",
        "sign": sign_of(market.currency),
        "currency": CURRENCY_NAMES[market.currency],
    }
