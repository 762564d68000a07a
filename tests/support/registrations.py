"""People who register one after the other, whatever happens to the site meanwhile."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import NamedTuple

from tests.support.caller import Caller
from tests.support.people import PASSWORD
from tests.support.site import Site

SENT = 303
PAUSE = 0.1


class Attempt(NamedTuple):
    email: str
    began: float
    ended: float
    outcome: int | str
    """The status, or how the connection broke."""


class Registrations:
    def __init__(self, site: Site, threads: int = 2) -> None:
        self.attempts: list[Attempt] = []
        self.under_way: set[str] = set()
        self.stopping = threading.Event()
        self.numbers = count()
        self.threads = [threading.Thread(target=self._go_on, args=(site.caller(),)) for _ in range(threads)]

    @property
    def done(self) -> int:
        return sum(attempt.outcome == SENT for attempt in list(self.attempts))

    def _go_on(self, caller: Caller) -> None:
        while not self.stopping.wait(PAUSE):
            email = f"p{next(self.numbers)}@example.org"
            began = time.monotonic()
            self.under_way.add(email)
            outcome = _register(caller, email)
            self.under_way.discard(email)
            self.attempts.append(Attempt(email, began, time.monotonic(), outcome))


@contextmanager
def registrations(site: Site) -> Iterator[Registrations]:
    people = Registrations(site)
    for thread in people.threads:
        thread.start()
    try:
        yield people
    finally:
        people.stopping.set()
        for thread in people.threads:
            thread.join()


def _register(caller: Caller, email: str) -> int | str:
    try:
        if not caller.token:
            form = caller.get("/register")
            if form.status != http.client.OK:
                return form.status
            caller.token = form.token
        return caller.submit("/register", first_name="Mei", email=email, password=PASSWORD).status
    except (OSError, http.client.HTTPException) as problem:
        return type(problem).__name__
