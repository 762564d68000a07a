"""Holds times and books them, in a process of its own: `python -m bench.booker` reads what from its input."""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator

from .client import PATIENCE, Line, connect

Order = dict[str, str]
"""The request for the hold, and the one for the booking, in which its key has a place."""
KEY = "00000000-0000-0000-0000-000000000000"


class Booker(Line):
    def __init__(self, connection: socket.socket, orders: Iterator[Order]) -> None:
        super().__init__(connection, iter(()))
        self.orders, self.since = orders, 0.0
        self.booking = ""

    def start(self) -> bool:
        """False if there is nothing left to book."""
        order = next(self.orders, None)
        if order is not None:
            self.booking = order["book"]
            self.send(order["hold"].encode())
            self.since = self.began
        return order is not None

    def go_on(self) -> bool:
        """Whether there still is something to do for this one."""
        if self.booking:
            self.send(self.booking.replace(KEY, json.loads(self.body)["id"]).encode())
            self.booking = ""
            return True
        return False


def main() -> None:
    order = json.load(sys.stdin)
    began = time.perf_counter()
    times = measure(order["port"], order["orders"], order["connections"], order["seconds"])
    json.dump({"times": times, "seconds": time.perf_counter() - began}, sys.stdout)


def measure(port: int, orders: list[Order], connections: int, seconds: float) -> list[float]:
    """How long each pair took. Whatever has begun is brought to its end."""
    rest, times, until = iter(orders), list[float](), time.perf_counter() + seconds
    with selectors.DefaultSelector() as waiting:
        for _ in range(connections):
            booker = Booker(connect(port), rest)
            waiting.register(booker.socket, selectors.EVENT_READ, booker)
            booker.start()
        while waiting.get_map():
            ready = waiting.select(PATIENCE)
            if not ready:
                sys.exit("no answer came")
            for key, _ in ready:
                booker = key.data
                if not booker.has_answer() or booker.go_on():
                    continue
                times.append(time.perf_counter() - booker.since)
                if time.perf_counter() > until or not booker.start():
                    waiting.unregister(booker.socket)
                    booker.socket.close()
    return times


if __name__ == "__main__":
    main()
