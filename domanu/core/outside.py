"""Fetching what somebody gave the address of, without being led into our own network.

Every address that a name stands for is judged just before it is connected to, on each hop, and the connection goes to
that very address: a name that means something else a moment later changes nothing.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from threading import Timer
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from domanu.config import settings

from .db import release
from .internet import is_public

SILENCE_SECONDS, MOST_SECONDS = 8, 20
MOST_HOPS = 3
TOO_LONG = "It took too long."
CHUNK = 65536
PORTS = frozenset({80, 443, 8080, 8443})
OK, UNCHANGED = 200, 304
MOVED = frozenset({301, 302, 303, 307, 308})
SAFE = "/?&=%:@!$'()*+,;~-._[]"


class Unreachable(Exception):
    """Why, in a sentence for whoever gave the address."""


class Answer(NamedTuple):
    body: bytes | None
    """None if nothing has changed."""
    etag: str


class Target(NamedTuple):
    is_secure: bool
    host: str
    port: int
    path: str


def fetch(address: str, *, accept: str, most_bytes: int, etag: str = "") -> Answer:
    """No transaction is held meanwhile. All hops together have one limit, and so have all places of a name."""
    release()
    over = monotonic() + MOST_SECONDS
    asked = {"Accept": accept, "Accept-Encoding": "identity", "Connection": "close", "User-Agent": _our_name()}
    if etag:
        asked["If-None-Match"] = etag
    for _ in range(MOST_HOPS + 1):
        answer = _ask(read_address(address), asked, most_bytes, over)
        if isinstance(answer, Answer):
            return answer
        address = urljoin(plain_address(address), answer)
    raise Unreachable("It leads on and on to other addresses.")


def plain_address(address: str) -> str:
    """Calendars are often given as webcal, which is nothing but https."""
    scheme, colon, rest = address.strip().partition(":")
    return f"https:{rest}" if colon and scheme.lower() in {"webcal", "webcals"} else address.strip()


def read_address(address: str) -> Target:
    """Whether it could be fetched at all; where the name leads is seen when it is."""
    try:
        parts = urlsplit(plain_address(address))
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError):
        raise Unreachable("That is no address.") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise Unreachable("It has to begin with https:// or webcal://.")
    if parts.username is not None or parts.password is not None:
        raise Unreachable("It must not have a name or a password in it.")
    port = port or (443 if parts.scheme == "https" else 80)
    if port not in PORTS and not settings().outside_loopback:
        raise Unreachable("It has an unusual port.")
    path = quote(parts.path or "/", SAFE) + (f"?{quote(parts.query, SAFE)}" if parts.query else "")
    return Target(parts.scheme == "https", host, port, path)


class Plain(http.client.HTTPConnection):
    was_cut = False
    over = 0.0
    line: socket.socket | None = None
    """Kept, since http.client lets go of its own as soon as the answer begins."""

    def connect(self) -> None:
        self.line = self.sock = _dial(self.host, self.port, self.over)
        _demand_time(self)


class Secure(http.client.HTTPSConnection):
    line: socket.socket | None = None
    over = 0.0
    was_cut = False

    def __init__(self, *where: Any, **how: Any) -> None:
        self.trust = ssl.create_default_context()
        super().__init__(*where, context=self.trust, **how)

    def connect(self) -> None:
        """The certificate must be for the name, whatever address that led to."""
        raw = _dial(self.host, self.port, self.over)
        self.line = self.sock = self.trust.wrap_socket(raw, server_hostname=self.host, do_handshake_on_connect=False)
        _demand_time(self)
        self.sock.do_handshake()


def _dial(host: str, port: int, over: float) -> socket.socket:
    """A name may stand for hundreds of places, none of which answers."""
    problem: OSError | None = None
    for family, kind, protocol, _name, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not _may_connect(str(where[0])):
            continue
        left = over - monotonic()
        if left <= 0:
            raise Unreachable(TOO_LONG)
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(min(SILENCE_SECONDS, left))
        try:
            connection.connect(where)
        except OSError as refused:
            connection.close()
            problem = refused
        else:
            connection.settimeout(SILENCE_SECONDS)
            return connection
    if problem is not None:
        raise problem
    raise Unreachable("It leads to a place that cannot be reached from everywhere.")


def _may_connect(address: str) -> bool:
    if is_public(address):
        return True
    return settings().outside_loopback and ip_address(address.partition("%")[0]).is_loopback


def _ask(target: Target, asked: dict[str, str], most_bytes: int, over: float) -> Answer | str:
    """What it answers, or where it leads."""
    kind = Secure if target.is_secure else Plain
    connection: Plain | Secure = kind(target.host, target.port, timeout=SILENCE_SECONDS)
    connection.over = over
    try:
        with _cut_off(connection):
            connection.request("GET", target.path, headers=asked)
            with connection.getresponse() as response:
                answer = _read(response, most_bytes)
        if connection.was_cut:
            raise Unreachable(TOO_LONG)
    except ssl.SSLCertVerificationError:
        raise Unreachable("Its certificate is not in order.") from None
    except (OSError, http.client.HTTPException, ValueError):
        is_over = connection.was_cut or monotonic() >= over
        raise Unreachable(TOO_LONG if is_over else "It could not be reached.") from None
    else:
        return answer
    finally:
        connection.close()


def _read(response: http.client.HTTPResponse, most_bytes: int) -> Answer | str:
    where = response.headers.get("Location")
    if response.status in MOVED and where:
        return where
    etag = (response.headers.get("ETag") or "")[:200]
    if response.status == UNCHANGED:
        return Answer(None, etag)
    if response.status != OK:
        raise Unreachable(f"It answered “{response.status}” instead of a calendar.")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Unreachable("It came packed, though that was not asked for.")
    body = bytearray()
    while chunk := response.read(CHUNK):
        body += chunk
        if len(body) > most_bytes:
            raise Unreachable("It is too large.")
    if response.length:
        raise Unreachable("It broke off.")
    return Answer(bytes(body), etag)


@contextmanager
def _cut_off(connection: Plain | Secure) -> Iterator[None]:
    """Whoever sends a letter every few seconds is never silent, so there is a limit to all of it."""
    timer = Timer(max(0.0, connection.over - monotonic()), _cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _demand_time(connection: Plain | Secure) -> None:
    """What was cut before there was a line would never end."""
    if connection.was_cut:
        raise Unreachable(TOO_LONG)


def _cut(connection: Plain | Secure) -> None:
    connection.was_cut = True
    if connection.line is not None:
        with suppress(OSError):
            socket.socket.shutdown(connection.line, socket.SHUT_RDWR)


def _our_name() -> str:
    return f"{settings().site_name.encode('ascii', 'ignore').decode().strip() or 'Domanu'} ({settings().base_url})"
