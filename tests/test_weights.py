"""What a browser must fetch before it can show anything, as it travels."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from domanu.core.db import db
from domanu.services import create_service
from tests.support.client import Client
from tests.support.people import Person

MOST = {"js": 30 * 1024, "css": 20 * 1024, "woff2": 100 * 1024}
MOST_HTML = 20 * 1024
MOST_TOTAL = 150 * 1024
MOST_FETCHED = 15
CARDS = 24
FETCHED = re.compile(r'(?:<(?:link|script|img)\b[^>]*?)(?:href|src)="([^"#]+)')
LATER = re.compile(r'<img\b[^>]*loading="lazy"[^>]*>')


@pytest.fixture
def paths(market: str, dora: Person) -> list[str]:
    """Home, a marketplace with a page full of cards, and a service."""
    keys = [
        create_service(market, dora.id, name=f"Piano lesson {number}", description="For *all*.", price=Decimal(number))
        for number in range(CARDS + 1)
    ]
    db.session.commit()
    return ["/", f"/m/{market}", f"/services/{keys[0]}"]


def test_pages_are_light(client: Client, paths: list[str]) -> None:
    for path in paths:
        html = packed(client, path)
        text = client.get(path).text
        fetched = {address: packed(client, address) for address in FETCHED.findall(LATER.sub("", text))}
        assert len(fetched) + 1 <= MOST_FETCHED, path
        assert all(address.startswith("/") and not address.startswith("//") for address in fetched), path
        sizes = {kind: sum(fetched[name] for name in fetched if name.endswith(f".{kind}")) for kind in MOST}
        assert html <= MOST_HTML, path
        assert all(5_000 < sizes[kind] <= MOST[kind] for kind in MOST), (path, sizes)
        assert html + sum(fetched.values()) <= MOST_TOTAL, path


def packed(client: Client, address: str) -> int:
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200, address
    return len(answer.data)
