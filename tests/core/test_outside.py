from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from domanu.config import settings
from domanu.core import outside
from domanu.core.internet import is_public
from domanu.core.outside import Answer, Unreachable, fetch, plain_address, read_address
from tests.support.elsewhere import Elsewhere, elsewhere

HOW: Any = {"accept": "text/calendar", "most_bytes": 1000}


@pytest.fixture
def there() -> Iterator[Elsewhere]:
    with elsewhere() as there:
        yield there


@pytest.fixture
def may_be_here(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "domanu.config", replace(settings(), outside_loopback=True))


@contextmanager
def silent_port() -> Iterator[int]:
    """Of a server that takes no calls: those who wait to be answered fill its queue."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = server.getsockname()[1]
        for _ in range(4):
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(("127.0.0.1", port))
        yield port


def why(address: str, **more: Any) -> str:
    with pytest.raises(Unreachable) as problem:
        fetch(address, **HOW | more)
    return str(problem.value)


@pytest.mark.usefixtures("may_be_here")
def test_it_works(there: Elsewhere) -> None:
    there.body, there.etag = b"BEGIN:VCALENDAR", '"one"'
    assert fetch(there.address, **HOW) == Answer(b"BEGIN:VCALENDAR", '"one"')
    assert fetch(there.address, **HOW, etag='"one"').body is None
    assert there.asked[0]["host"] == f"127.0.0.1:{there.port}"
    assert there.asked[0]["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.1.2.3", "169.254.169.254", "172.16.0.1", "192.0.0.8"),
        *("192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1"),
        *("239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
        *("::ffff:0:7f00:1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1"),
        *("2002:7f00:1::", "2002:808:808::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1"),
        *("2606:4700:4700::1111%1", "localhost", "", "1.1.1"),
    ],
)
def test_what_is_not_for_everybody(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001::1"]
)
def test_what_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://example.org/x", "https://"),
        ("file:///etc/passwd", "https://"),
        ("gopher://example.org", "https://"),
        ("//example.org/x", "https://"),
        ("https://", "https://"),
        ("nonsense", "https://"),
        ("http://mei:secret@example.org/x", "password"),
        ("http://example.org:22/x", "port"),
        ("http://example.org:6379/x", "port"),
        ("http://example.org:99999/", "no address"),
        ("http://[::1/", "no address"),
        (f"http://{'a' * 70}.example.org/", "no address"),
    ],
)
def test_addresses_that_are_none(app: Flask, address: str, reason: str) -> None:
    with pytest.raises(Unreachable, match=reason):
        read_address(address)


def test_webcal_is_https(app: Flask) -> None:
    assert plain_address(" WEBCAL://example.org/a b?c=d e ") == "https://example.org/a b?c=d e"
    target = read_address("webcal://bücher.example.org/a b\r\nX: y?c=d e")
    assert target == (True, "xn--bcher-kva.example.org", 443, "/a%20bX:%20y?c=d%20e")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_this_machine_is_not_outside(app: Flask, there: Elsewhere, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "PORTS", {there.port})
    assert why(f"http://{host}:{there.port}/") in {
        "It leads to a place that cannot be reached from everywhere.",
        "It could not be reached.",
    }
    assert there.asked == []


def test_a_name_is_asked_for_once_and_that_very_address_is_called(
    app: Flask, there: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is judged and private when it is called gains nothing."""
    monkeypatch.setattr(outside, "PORTS", {there.port})
    answers = iter([["127.0.0.1"], ["127.0.0.1", "10.0.0.1"]])
    asked = []

    def resolve(host: str, port: int, **_how: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in next(answers)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    for _ in range(2):
        assert "cannot be reached from everywhere" in why(f"http://rebinding.example.org:{there.port}/")
    assert asked == ["rebinding.example.org"] * 2
    assert there.asked == []


@pytest.mark.parametrize(
    "where", ["http://10.0.0.1/", "http://[::ffff:10.0.0.1]/", "ftp://example.org/", "https://a:b@c/"]
)
@pytest.mark.usefixtures("may_be_here")
def test_each_hop_is_judged(there: Elsewhere, where: str) -> None:
    there.location = where
    assert why(f"http://127.0.0.1:{there.port}/moved")
    assert len(there.asked) == 1


@pytest.mark.usefixtures("may_be_here")
def test_three_hops_and_no_more(there: Elsewhere) -> None:
    there.location, there.body = "/calendar.ics", b"here"
    assert fetch(f"http://127.0.0.1:{there.port}/moved", **HOW).body == b"here"
    there.asked.clear()
    there.location = "/moved/N"
    assert why(f"http://127.0.0.1:{there.port}/moved") == "It leads on and on to other addresses."
    assert len(there.asked) == 4


@pytest.mark.usefixtures("may_be_here")
def test_what_is_too_much(there: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    there.body = b"x" * 1001
    assert why(there.address) == "It is too large."
    there.body, there.packed = b"", True
    assert "packed" in why(there.address)
    there.packed, there.status = False, 500
    assert "500" in why(there.address)
    monkeypatch.setattr(outside, "MOST_SECONDS", 0.3)
    there.drip = 0.05
    for head in (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"):
        there.head, began = head, time.monotonic()
        assert why(there.address) in {"It took too long.", "It broke off."}
        assert time.monotonic() - began < 20


@pytest.mark.usefixtures("may_be_here")
def test_all_hops_have_one_limit(there: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else somebody slow keeps us for many times as long, without ever being refused."""
    monkeypatch.setattr(outside, "MOST_SECONDS", 0.5)
    there.location, there.pause = "/moved/N", 0.2
    assert why(f"http://127.0.0.1:{there.port}/moved") in {"It took too long.", "It could not be reached."}
    assert len(there.asked) <= 3


@pytest.mark.usefixtures("may_be_here")
def test_a_name_with_many_places_that_say_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "MOST_SECONDS", 0.5)
    monkeypatch.setattr(outside, "SILENCE_SECONDS", 0.2)
    with silent_port() as port:
        places = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))] * 200
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_how: places)
        began = time.monotonic()
        assert why(f"http://many.example.org:{port}/") == "It took too long."
        assert time.monotonic() - began < 20


@pytest.mark.usefixtures("may_be_here")
def test_a_certificate_must_be_for_that_name(there: Elsewhere) -> None:
    assert why(f"https://127.0.0.1:{there.port}/") == "It could not be reached."
