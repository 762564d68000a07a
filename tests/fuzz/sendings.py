"""A form on its way: filled in as usual but for some fields, and not always packed as browsers pack it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from tests.fuzz import hostile
from tests.fuzz.hostile import File, Value
from tests.support.client import HX
from tests.support.people import PASSWORD

ROLES = ("anonymous", "unconfirmed", "member", "staff")
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=edge"
BY_KIND = {"date": b"1994-04-09", "select": b"Asia/Tokyo", "checkbox": b"y", "email": b"mei@example.org"}
Pairs = list[tuple[str, Value]]
Packed = tuple[str, bytes]


class Sending(NamedTuple):
    role: str
    kind: str
    body: bytes
    pairs: Pairs
    headers: dict[str, str]


@st.composite
def sendings(draw: st.DrawFn, fields: dict[str, str]) -> Sending:
    names = st.sampled_from(sorted(fields))
    odd = draw(st.dictionaries(names, hostile.values, max_size=3))
    left_out = draw(st.sets(names, max_size=1)) | ({"csrf_token"} - odd.keys())
    number = draw(st.integers(0, 9_999))
    pairs = [(name, odd.get(name, usual(name, kind, number))) for name, kind in fields.items() if name not in left_out]
    pairs += draw(st.lists(st.tuples(names, hostile.values), max_size=1))
    kind, body = draw(st.sampled_from(WAYS))(pairs)
    return Sending(draw(st.sampled_from(ROLES)), kind, body, pairs, draw(st.sampled_from(({}, HX))))


def usual(name: str, kind: str, number: int) -> Value:
    if kind == "file":
        return hostile.PICTURE
    if kind == "password":
        return PASSWORD.encode()
    return f"mei-{number}".encode() if name == "username" else BY_KIND.get(kind, b"Mei")


def plain(value: Value) -> bytes:
    return value.content if isinstance(value, File) else value


def urlencoded(pairs: Pairs) -> Packed:
    return FORM, "&".join(f"{name}={quote_from_bytes(plain(value), safe='')}" for name, value in pairs).encode()


def multipart(pairs: Pairs) -> Packed:
    parts = []
    for name, value in pairs:
        head = f'Content-Disposition: form-data; name="{name}"'
        if isinstance(value, File):
            head += f'; filename="{value.name}"\r\nContent-Type: {value.kind}'
        parts.append(f"--edge\r\n{head}\r\n\r\n".encode() + plain(value) + b"\r\n")
    return MULTIPART, b"".join(parts) + b"--edge--\r\n"


def torn(pairs: Pairs) -> Packed:
    body = multipart(pairs)[1]
    return f"{MULTIPART}; torn", body[: len(body) * 2 // 3]


def without_edge(pairs: Pairs) -> Packed:
    return "multipart/form-data", multipart(pairs)[1]


def misnamed(pairs: Pairs) -> Packed:
    return f"{FORM}; misnamed", multipart(pairs)[1]


def as_text(pairs: Pairs) -> Packed:
    return "text/plain; charset=utf-7", urlencoded(pairs)[1]


def as_json(pairs: Pairs) -> Packed:
    return "application/json", json.dumps({name: [plain(value).decode("latin-1")] for name, value in pairs}).encode()


WAYS: tuple[Callable[[Pairs], Packed], ...] = (
    *(urlencoded, urlencoded, urlencoded, multipart, multipart, multipart),
    *(torn, without_edge, misnamed, as_text, as_json),
)
