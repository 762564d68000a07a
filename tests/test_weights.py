"""What a browser must fetch before it can show anything, as it travels."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.support.client import Client

MOST = {"js": 30 * 1024, "css": 20 * 1024}


@pytest.mark.parametrize("kind", MOST)
def test_it_is_light(app: Flask, client: Client, kind: str) -> None:
    found = set(re.findall(rf'"(/static/[^"]+\.{kind})"', client.get("/").text))
    assert len(found) == 1
    answer = client.get(found.pop(), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert 5_000 < len(answer.data) <= MOST[kind]
