"""A web server of somebody else's, which may behave in any way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Elsewhere:
    port: int = 0
    body: bytes = b""
    etag: str = ""
    location: str = ""
    status: int = 200
    packed: bool = False
    pause: float = 0
    """In seconds, before each answer."""
    drip: float = 0
    """A byte each so many seconds, without an end."""
    head: bytes = b"HTTP/1.1 200 OK\r\n\r\n"
    """What it begins with, in its own time."""
    asked: list[dict[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/calendar.ics"


class Handler(BaseHTTPRequestHandler):
    mood: Elsewhere

    def do_GET(self) -> None:
        mood = self.mood
        mood.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        time.sleep(mood.pause)
        if self.path.startswith("/moved"):
            self._head(302, {"Location": mood.location.replace("N", str(len(mood.asked)))})
        elif mood.etag and self.headers.get("If-None-Match") == mood.etag:
            self._head(304, {})
        elif mood.drip:
            self._drip()
        else:
            self._head(mood.status, {"ETag": mood.etag, "Content-Encoding": "gzip" if mood.packed else "identity"})
            self.wfile.write(mood.body)

    def log_message(self, *_words: Any) -> None:
        pass

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _drip(self) -> None:
        with suppress(OSError):
            self.wfile.write(self.mood.head)
            for letter in b"x" * 900:
                self.wfile.write(bytes([letter]))
                time.sleep(self.mood.drip)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_about: Any) -> None:
        """Whoever hangs up is no concern of a test."""


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    mood = Elsewhere()
    with Server(("127.0.0.1", 0), type("Moody", (Handler,), {"mood": mood})) as server:
        mood.port = server.server_port
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield mood
        server.shutdown()
        thread.join()
