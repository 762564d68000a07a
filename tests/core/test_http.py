from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domanu.core.http import came_from, go, safe_next
from tests.support.client import HX

HERE = "https://market.example.org/sign-in"
SLASHES = "/ \\ // /// %2f %5c \uff0f \u2215 \ufe68".split(" ")
SCHEMES = "http: https: javascript: data: : @ ? # & % [ ] . .. a".split(" ")
BLANKS = ["%09", "\t", "\n", "\r", " ", "\x00", "\x7f", "\u2028"]
HOSTS = ["evil.example", "market.example.org"]
PIECES = st.sampled_from([*SLASHES, *SCHEMES, *BLANKS, *HOSTS])
HOSTILE = st.one_of(
    st.lists(PIECES, max_size=8).map("".join), st.text(max_size=30), st.text(max_size=20).map("/".__add__)
)


@pytest.mark.parametrize("path", ["/", "/profile", "/@mei?tab=1", "/search?q=a%20b&next=//x", "/m/café#rules"])
def test_own_paths(path: str) -> None:
    assert safe_next(path) == path


@pytest.mark.parametrize(
    "url",
    [
        *("", None, "profile", " /x", "/x y", "/x\x00", "/a\\b"),
        *(
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
        ),
        *("https://evil.example", "http:evil.example", "javascript:alert(1)"),
    ],
)
def test_others(url: str | None) -> None:
    assert safe_next(url, "/home") == "/home"


@settings(max_examples=1_000, derandomize=True, deadline=None, database=None)
@example("/\x0d/evil.example")
@given(HOSTILE)
def test_hostile_ones_stay_here(url: str) -> None:
    assert_it_stays_here(url)


@pytest.mark.soak
@settings(max_examples=10_000, deadline=None, database=None)
@given(HOSTILE)
def test_ten_thousand_hostile_ones_stay_here(url: str) -> None:
    assert_it_stays_here(url)


def assert_it_stays_here(url: str) -> None:
    """What a browser makes of it: tabs and line ends vanish, a backslash is a slash."""
    target = safe_next(url)
    as_read = target.translate({9: None, 10: None, 13: None}).replace("\\", "/").strip()
    there = urlsplit(urljoin(HERE, as_read))
    assert (there.scheme, there.netloc) == ("https", "market.example.org")
    assert as_read.startswith("/")
    assert not as_read.startswith("//")


def test_letters_that_no_header_takes(app: Flask) -> None:
    with app.test_request_context(headers=HX):
        assert go("/@zoë?q=€").headers["HX-Redirect"] == "/@zo%C3%AB?q=%E2%82%AC"


@pytest.mark.parametrize(
    ("referrer", "where"),
    [
        ("http://localhost/services?q=a%20b&sort=", "/services?q=a%20b&sort="),
        ("http://localhost/m/campus", "/m/campus"),
        ("http://localhost/m/campus/membership", "/home"),
        ("http://localhost/no/such/page", "/home"),
        ("http://localhost//evil.example", "/home"),
        ("http://localhost:81/services", "/home"),
        ("https://evil.example/services", "/home"),
        ("http://[/services", "/home"),
        ("/services", "/home"),
        ("", "/home"),
    ],
)
def test_where_a_form_was_sent(app: Flask, referrer: str, where: str) -> None:
    with app.test_request_context(headers={"Referer": referrer}):
        assert came_from("/home") == where
