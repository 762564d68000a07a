"""Whatever stands in the address bar, the query, a header or a cookie: a clear answer, never an accident."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import hostile
from tests.fuzz.crowd import Crowd, check
from tests.fuzz.sendings import ROLES
from tests.test_access import FILLED_IN

SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large)
HEADERS = (
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Content-Type",
    "HX-Current-URL",
    "HX-History-Restore-Request",
    "HX-Request",
    "HX-Target",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "Origin",
    "Range",
    "Referer",
    "User-Agent",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-HTTP-Method-Override",
)
COOKIES = ("session", "remember", "a")
PARAMETERS = (
    *("next", "page", "after", "q", "__proto__", "username", ""),
    *("category", "least", "most", "available", "day", "zone", "sort", "status", "picture"),
)
METHODS = ("GET", "GET", "GET", "HEAD", "OPTIONS", "PUT", "TRACE", "PROPFIND")

segments = hostile.raw.filter(lambda content: len(content) < 2_000)
header_values = st.one_of(
    st.sampled_from(("true", "bytes=0-", "bytes=9-1,-", "*/*;q=9", 'W/"', "gzip;q=nan", "null", "(" * 500)),
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60),
)
cookie_values = st.one_of(
    st.sampled_from((".eJw", "eyJfdXNlcl9pZCI6Ii4uIn0.aaaa.bbbb", "|", "=", "\xff")),
    st.text(st.characters(min_codepoint=33, max_codepoint=255, exclude_characters='\x7f;,"\\'), max_size=60),
)


class Visit(NamedTuple):
    role: str
    method: str
    segments: dict[str, bytes]
    query: str
    headers: dict[str, str]
    cookies: dict[str, str]


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    asked = draw(st.lists(st.tuples(st.sampled_from(PARAMETERS), segments), max_size=3))
    query = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in asked)
    return Visit(
        draw(st.sampled_from(ROLES)),
        draw(st.sampled_from(METHODS)),
        draw(st.dictionaries(st.sampled_from(sorted(FILLED_IN)), segments, max_size=3)),
        query,
        draw(st.dictionaries(st.sampled_from(HEADERS), header_values, max_size=3)),
        draw(st.dictionaries(st.sampled_from(COOKIES), cookie_values, max_size=2)),
    )


@settings(max_examples=10, derandomize=True, deadline=None, database=None, suppress_health_check=SLOW_IS_FINE)
@given(visit=visits())
def test_every_address(crowd: Crowd, visit: Visit) -> None:
    go_everywhere(crowd, visit)


@pytest.mark.soak
@settings(max_examples=100, deadline=None, database=None, suppress_health_check=SLOW_IS_FINE)
@given(visit=visits())
def test_every_address_for_long(crowd: Crowd, visit: Visit) -> None:
    go_everywhere(crowd, visit)


@settings(max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=SLOW_IS_FINE)
@given(path=st.lists(segments, max_size=4), host=st.sampled_from(("localhost", "evil.example", "localhost:80@evil")))
def test_no_address_at_all(crowd: Crowd, path: list[bytes], host: str) -> None:
    address = "/" + "/".join(quote_from_bytes(part) for part in path)
    answer = crowd.client().get(address, headers={"Host": host})
    check(answer, (address, host))
    assert (answer.status_code == 400) or host == "localhost"


def go_everywhere(crowd: Crowd, visit: Visit) -> None:
    client = crowd.client(crowd.person(visit.role))
    for name, value in visit.cookies.items():
        client.set_cookie(name, value)
    for rule in crowd.rules("GET"):
        path = str(rule)
        for name in rule.arguments:
            part = visit.segments.get(name, str(FILLED_IN[name]).encode())
            path = re.sub(rf"<(?:[^<>]*:)?{name}>", quote_from_bytes(part, safe=""), path)
        answer = client.open(path, method=visit.method, query_string=visit.query, headers=visit.headers)
        check(answer, (path, visit))
