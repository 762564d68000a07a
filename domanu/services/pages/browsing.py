"""A list of services with its search, as the pages of marketplaces and the search everywhere show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from flask import Response, after_this_request, request, url_for

from domanu.auth.session import user_id
from domanu.calendar.pages.openings import DAYS_AHEAD, Soon, only_free_on, reader_today, soon_of
from domanu.core.http import wants_fragment
from domanu.core.money import plain_amount, sign_of
from domanu.core.time import tell_date
from domanu.marketplaces.access import Standing
from domanu.marketplaces.operations.categories import categories_of

from ..operations.cards import Card
from ..operations.filters import Filters
from ..operations.listing import MOST_COUNTED, Found, category_counts, services_everywhere, services_in
from .asked import address_of, misread, read_filters, tell_misread

ORDERS = {"newest": "Newest first", "cheapest": "Cheapest first", "dearest": "Dearest first"}
BEST = "Best match first"


class Chip(NamedTuple):
    """One category, and how many services it would show."""

    id: str
    name: str
    number: str
    """Empty where nobody has counted."""
    url: str
    is_chosen: bool


class DayChip(NamedTuple):
    words: str
    url: str
    """Without the day where it is chosen."""
    is_chosen: bool


@dataclass(frozen=True)
class Listing:
    found: Found
    filters: Filters
    after: str
    path: str
    signed_in: bool
    is_fragment: bool
    standing: Standing | None = None
    """None where it reaches across marketplaces."""
    chips: Sequence[Chip] = ()
    misread: Mapping[str, str] = field(default_factory=dict)
    soon: Mapping[UUID, Soon] = field(default_factory=dict)
    days: Sequence[DayChip] = ()
    today: date | None = None

    @property
    def cards(self) -> Sequence[Card]:
        return self.found.page.rows

    @property
    def first_url(self) -> str:
        return address_of(self.path, self.filters)

    @property
    def further_url(self) -> str:
        return address_of(self.path, self.filters, self.found.page.after)

    @property
    def least(self) -> str:
        return self.misread.get("least") or plain_amount(self.filters.least)

    @property
    def most(self) -> str:
        return self.misread.get("most") or plain_amount(self.filters.most)

    @property
    def day(self) -> str:
        return self.misread.get("day") or (self.filters.day.isoformat() if self.filters.day else "")

    @property
    def last_day(self) -> date | None:
        return self.today and self.today + timedelta(DAYS_AHEAD)

    @property
    def has_bounds(self) -> bool:
        bounds = (self.filters.least, self.filters.most, self.filters.day)
        return bool(self.misread) or self.filters.available or any(bound is not None for bound in bounds)

    @property
    def sign(self) -> str:
        return sign_of(self.standing.marketplace.currency) if self.standing else ""

    @property
    def orders(self) -> dict[str, str]:
        """By value. Nothing at all means what is usual: the best first where something is looked for."""
        if self.filters.words:
            return {"": BEST} | ORDERS
        return {"" if value == "newest" else value: words for value, words in ORDERS.items()}

    @property
    def order(self) -> str:
        return self.filters.sort if self.filters.sort in self.orders else ""

    @property
    def told(self) -> str:
        """What came of it, for the status region."""
        if self.after and self.is_fragment:
            return f"{_services(str(len(self.cards)))} more."
        odd = [tell_misread(name, typed) for name, typed in self.misread.items()]
        return " ".join(filter(None, [*odd, self._told]))

    @property
    def _told(self) -> str:
        if not self.found.matches:
            return "Nothing found." if self.filters.is_narrow else ""
        if self.found.is_guess:
            return f"Nothing is called that. {_services(self.found.total)} with a name close to it."
        verb = " found" if self.filters.is_narrow else ""
        free = f", free on {tell_date(self.filters.day)}" if self.filters.day else ""
        order = self.orders[self.order]
        return f"{_services(self.found.total)}{verb}{free}, {order[0].lower()}{order[1:]}"


def listing_context(standing: Standing | None) -> dict[str, Any]:
    """For templates that include `services/_list.html`; without a standing it is whatever the reader may see."""
    filters, after, who, path = read_filters(request.args), request.args.get("after", ""), user_id(), _path(standing)
    if standing:
        found = services_in(standing, filters, after, also=only_free_on(filters.day))
    else:
        found = services_everywhere(who, replace(filters, category_id=None), after, also=only_free_on(filters.day))
    soon = soon_of(found.page.rows)
    listing = Listing(
        found,
        filters,
        after,
        path,
        signed_in=who is not None,
        is_fragment=wants_fragment(),
        standing=standing,
        chips=_chips(standing, path, filters, found) if standing and not after else (),
        misread=misread(request.args),
        soon=soon,
        days=_days(path, filters) if (soon or filters.day) and not after else (),
        today=reader_today(),
    )
    if listing.is_fragment and not after:
        _name_page(listing.first_url)
    return {"listing": listing}


def _path(standing: Standing | None) -> str:
    """Not that of a form on the page, which shows the page again when it is refused."""
    return url_for("marketplaces.show", slug=standing.marketplace.slug) if standing else request.path


def _chips(standing: Standing, path: str, filters: Filters, found: Found) -> list[Chip]:
    """Only categories with something in them, and the one that is chosen; all where too much was found to count."""
    categories = categories_of(standing.marketplace.id)
    if not categories:
        return []
    counts = category_counts(standing, filters, found.query, also=only_free_on(filters.day))
    is_counted = bool(counts) or not filters.words
    chips = [
        _chip(row.name, row.id, counts.get(row.id, 0) if is_counted else None, path, filters) for row in categories
    ]
    shown = [chip for chip in chips if chip.number != "0" or chip.is_chosen]
    everything = _chip("Everything", None, _number_of_all(standing, filters, found), path, filters)
    return [everything, *shown] if shown else []


def _number_of_all(standing: Standing, filters: Filters, found: Found) -> int | None:
    if not filters.category_id:
        return found.matches
    return None if replace(filters, category_id=None).is_narrow else standing.marketplace.service_count


def _chip(name: str, category_id: UUID | None, number: int | None, path: str, filters: Filters) -> Chip:
    url = address_of(path, replace(filters, category_id=category_id))
    told = "" if number is None else f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
    return Chip(str(category_id or "all"), name, told, url, category_id == filters.category_id)


def _days(path: str, filters: Filters) -> list[DayChip]:
    """The one that is chosen, and two that many ask for."""
    today = reader_today()
    words = {filters.day: f"Free on {tell_date(filters.day)}"} if filters.day else {}
    words |= {today: "Free today", today + timedelta(1): "Free tomorrow"}
    return [_day_chip(day, told, path, filters) for day, told in words.items()]


def _day_chip(day: date, words: str, path: str, filters: Filters) -> DayChip:
    is_chosen = day == filters.day
    return DayChip(words, address_of(path, replace(filters, day=None if is_chosen else day)), is_chosen)


def _services(number: str) -> str:
    return "1 service" if number == "1" else f"{number} services"


def _name_page(url: str) -> None:
    """The browser's address is the one that a person would write, without all that was left empty."""

    @after_this_request
    def push(response: Response) -> Response:
        response.headers["HX-Push-Url"] = url
        return response
