"""A client of our own, in a process of its own: `python -m bench.client` reads what to ask for from its input.

Each connection asks again as soon as it has its answer, so the server is never idle.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PIECE = 1 << 18
PATIENCE = 30
LEAST = 3
GOOD = (b"200", b"201")


@dataclass
class Line:
    """One connection, which keeps alive, and the answer that it is waiting for."""

    socket: socket.socket
    requests: Iterator[bytes]
    began: float = 0.0
    got: bytearray = field(default_factory=bytearray)
    end: int = 0

    def ask(self) -> None:
        self.send(next(self.requests))

    def send(self, request: bytes) -> None:
        self.got.clear()
        self.end = 0
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def has_answer(self) -> bool:
        piece = self.socket.recv(PIECE)
        if not piece:
            sys.exit("the server hung up")
        self.got += piece
        if not self.end and (head := self.got.find(b"\r\n\r\n")) > 0:
            self.end = head + 4 + self._length(bytes(self.got[:head]))
        return 0 < self.end <= len(self.got)

    @property
    def body(self) -> bytes:
        return bytes(self.got).partition(b"\r\n\r\n")[2]

    def _length(self, head: bytes) -> int:
        length = LENGTH.search(head)
        if head[9:12] not in GOOD or length is None:
            sys.exit(f"not what was asked for: {bytes(self.got).decode(errors='replace')}")
        return int(length[1])


def main() -> None:
    order = json.load(sys.stdin)
    requests = [request.encode("latin-1") for request in order["requests"]]
    began = time.perf_counter()
    times = measure(order["port"], requests, order["connections"], order["seconds"])
    json.dump({"times": times, "seconds": time.perf_counter() - began}, sys.stdout)


def measure(port: int, requests: list[bytes], connections: int, seconds: float) -> list[float]:
    """How long each answer took, in seconds; on a slow machine it goes on until there are some of each."""
    lines = [_line_to(port, requests, number) for number in range(connections)]
    times: list[float] = []
    with selectors.DefaultSelector() as waiting:
        for line in lines:
            waiting.register(line.socket, selectors.EVENT_READ, line)
            line.ask()
        until = time.perf_counter() + seconds
        while (now := time.perf_counter()) < until or len(times) < LEAST * len(requests):
            for key, _ in waiting.select(PATIENCE):
                if key.data.has_answer():
                    times.append(time.perf_counter() - key.data.began)
                    key.data.ask()
            if time.perf_counter() - now > PATIENCE:
                sys.exit("no answer came")
    for line in lines:
        line.socket.close()
    return times


def _line_to(port: int, requests: list[bytes], number: int) -> Line:
    first = number % len(requests)
    return Line(connect(port), cycle([*requests[first:], *requests[:first]]))


def connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


if __name__ == "__main__":
    main()
