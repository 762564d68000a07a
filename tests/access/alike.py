"""What one can tell of an answer: everything but the token of its forms and the address that one has typed oneself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token"[^>]*value="[^"]+"')
COOKIE_VALUE = re.compile(r"^([^=]+)=[^;]*")


class Impression(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    text: str
    session: dict[str, Any]
    """What it left in the cookie."""


def impression_of(answer: TestResponse, session: dict[str, Any], typed: Iterable[object]) -> Impression:
    words = [str(word) for word in typed]
    headers = sorted((name, _without(_bare(name, value), words)) for name, value in answer.headers)
    left = {name: _without(repr(value), words) for name, value in session.items()}
    return Impression(answer.status_code, headers, _without(TOKEN.sub("", answer.text), words), left)


def _bare(name: str, value: str) -> str:
    """A cookie is signed together with the time, and each request has its own number."""
    if name == "X-Request-ID":
        return ""
    return COOKIE_VALUE.sub(r"\1", value) if name == "Set-Cookie" else value


def _without(text: str, words: list[str]) -> str:
    for word in words:
        text = text.replace(word, "*")
    return text
