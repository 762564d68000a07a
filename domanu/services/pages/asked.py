"""What the query string of a list asks for. Whatever makes no sense in it counts as not asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode
from uuid import UUID

from werkzeug.datastructures import MultiDict

from domanu.calendar.pages.openings import DAYS_AHEAD, can_look_ahead
from domanu.core.money import plain_amount, read_amount

from ..models import MOST_PRICE
from ..operations.filters import SORTS, Filters

LONGEST, LONGEST_PRICE = 100, 12
Args = MultiDict[str, str]


def read_filters(args: Args) -> Filters:
    least, most = _price(args.get("least")), _price(args.get("most"))
    if least is not None and most is not None and least > most:
        least, most = most, least
    sort = args.get("sort", "")
    return Filters(
        words=_words(args.get("q", "")),
        category_id=_key(args.get("category", "")),
        least=least,
        most=most,
        available=bool(args.get("available")),
        day=_day(args.get("day", "")),
        sort=sort if sort in SORTS else "",
    )


def misread(args: Args) -> dict[str, str]:
    """What was typed for a price or a day and is none, to be told so."""
    typed = {name: _words(args.get(name, ""))[:LONGEST_PRICE] for name in ("least", "most", "day")}
    read = {"least": _price(args.get("least")), "most": _price(args.get("most")), "day": _day(args.get("day", ""))}
    return {name: words for name, words in typed.items() if words and read[name] is None}


def tell_misread(name: str, typed: str) -> str:
    known = f"is not among the next {DAYS_AHEAD} days" if name == "day" else "cannot be a price"
    return f"“{typed}” {known}, so it is left out."


def address_of(path: str, filters: Filters, after: str | None = None) -> str:
    """Where a list is filtered so: only what is asked for stands in the address."""
    asked = {
        "q": filters.words,
        "category": filters.category_id,
        "least": plain_amount(filters.least),
        "most": plain_amount(filters.most),
        "available": "on" if filters.available else None,
        "day": filters.day,
        "sort": filters.sort,
        "after": after,
    }
    query = urlencode({name: value for name, value in asked.items() if value not in {None, ""}})
    return f"{path}?{query}" if query else path


def _words(typed: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in typed[:LONGEST]).split())


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if can_look_ahead(day) else None


def _price(typed: str | None) -> Decimal | None:
    amount = read_amount(typed or "")
    return amount if amount is None or amount <= MOST_PRICE else None
