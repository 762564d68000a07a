"""People who book one time after the other, and a seller who confirms, whatever happens to the site meanwhile."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from itertools import count
from typing import NamedTuple
from uuid import UUID

from domanu.auth.operations.accounts import create_confirmed_user
from domanu.auth.passwords import hash_password
from domanu.core.time import now
from domanu.marketplaces import join_marketplace
from domanu.services import create_service
from tests.support.caller import Answer, Caller
from tests.support.hours import ALL_DAY, make_bookable
from tests.support.markets import make_market
from tests.support.people import PASSWORD
from tests.support.site import Site

SELLER, CUSTOMERS = "seller@example.org", ("first@example.org", "second@example.org")
FOUND = 303
PAUSE = 0.05
HELD = re.compile(r'action="/holds/([0-9a-f-]{36})/booking"')


class Shop(NamedTuple):
    service: UUID
    people: list[UUID]


class Failure(NamedTuple):
    step: str
    began: float
    ended: float
    outcome: int | str
    """What came instead of the answer: its status, or how the connection broke."""


class Broken(Exception):
    """This one did not get through."""


class Trades:
    def __init__(self, site: Site, shop: Shop) -> None:
        self.service = f"/services/{shop.service}"
        self.failures: list[Failure] = []
        self.booked: set[str] = set()
        """Those of which a page has said so."""
        self.confirmed: set[str] = set()
        self.under_way: set[str] = set()
        self.stopping = threading.Event()
        self.numbers = count()
        self.threads = [threading.Thread(target=self._go_on, args=(site, customer)) for customer in CUSTOMERS]

    @property
    def done(self) -> int:
        return len(self.confirmed)

    def _go_on(self, site: Site, email: str) -> None:
        customer, seller = site.caller(), site.caller()
        strangers = [(customer, email), (seller, SELLER)]
        while not self.stopping.wait(PAUSE):
            try:
                while strangers:
                    self._sign_in(*strangers[-1])
                    strangers.pop()
                self._trade(customer, seller)
            except Broken:
                continue

    def _sign_in(self, caller: Caller, email: str) -> None:
        """Whoever is signed in has another token in their forms."""
        self._ask("sign in", caller, "/sign-in", email=email, password=PASSWORD)
        caller.token = ""

    def _trade(self, customer: Caller, seller: Caller) -> None:
        far = datetime.combine(now().date(), clock(), UTC) + timedelta(days=3)
        start = far + next(self.numbers) * timedelta(hours=1)
        self._ask("hold", customer, f"{self.service}/holds", form=self.service, start=start.isoformat(), minutes="60")
        found = HELD.search(self._read(customer, self.service).text)
        if found is None:
            raise Broken
        booking = self._ask("book", customer, f"/holds/{found[1]}/booking", form=self.service).location
        self.booked.add(booking)
        self._ask("confirm", seller, f"{booking}/confirmation", form=booking)
        self.confirmed.add(booking)

    def _read(self, caller: Caller, path: str) -> Answer:
        return self._try("read", lambda: caller.get(path), http.client.OK)

    def _ask(self, step: str, caller: Caller, path: str, **fields: str) -> Answer:
        return self._try(step, lambda: caller.submit(path, **fields), FOUND)

    def _try(self, step: str, ask: Callable[[], Answer], wanted: int) -> Answer:
        began, name = time.monotonic(), f"{threading.get_ident()}"
        answer, outcome = None, ""
        self.under_way.add(name)
        try:
            answer = ask()
        except (OSError, http.client.HTTPException, AssertionError) as problem:
            outcome = type(problem).__name__
        self.under_way.discard(name)
        if answer is None or answer.status != wanted:
            self.failures.append(Failure(step, began, time.monotonic(), answer.status if answer else outcome))
            raise Broken
        return answer


@contextmanager
def trades(site: Site, shop: Shop) -> Iterator[Trades]:
    people = Trades(site, shop)
    for thread in people.threads:
        thread.start()
    try:
        yield people
    finally:
        people.stopping.set()
        for thread in people.threads:
            thread.join()


def open_shop() -> Shop:
    """Something that is booked on request, at any hour, by two customers."""
    market, password = make_market(0, private=False), hash_password(PASSWORD)
    people = [create_confirmed_user(email, password, first_name="Mei") for email in (SELLER, *CUSTOMERS)]
    known = [person for person in people if person]
    for person in known:
        join_marketplace(market.slug, person)
    service = create_service(market.slug, known[0], name="Piano", description="", price=Decimal(40))
    make_bookable(service, availability=ALL_DAY, on_request=True, horizon_days=366)
    return Shop(service, known)
