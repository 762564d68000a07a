"""Which pages are asked for, and as whom."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

import psycopg
from flask import Flask

from .loading import TOKEN
from .site import HOST

READERS = ("anonymous", "signed in")
MARKETPLACES = 4
SERVICES = 8
SOUGHT = ("guitar lessons", "repair", "piano for beginners", "garden design", "gitar lesons", "bread")
LARGEST = """
    SELECT slug FROM marketplaces WHERE NOT private AND archived_at IS NULL ORDER BY service_count DESC LIMIT %s
"""
NEWEST = """
    SELECT services.id FROM services JOIN marketplaces ON marketplaces.id = marketplace_id
    WHERE NOT private AND status = 'listed' ORDER BY services.id DESC LIMIT %s
"""


class Page(NamedTuple):
    name: str
    paths: list[str]


def pages(connection: psycopg.Connection) -> list[Page]:
    """The largest marketplaces, which are the slowest if size matters."""
    slugs = connection.execute(LARGEST, (MARKETPLACES,)).fetchall()
    services = connection.execute(NEWEST, (SERVICES,)).fetchall()
    return [
        Page("home", ["/"]),
        Page("marketplace", [f"/m/{slug}" for (slug,) in slugs]),
        Page("service", [f"/services/{key}" for (key,) in services]),
        Page("search", [f"/services?{urlencode({'q': words})}" for words in SOUGHT]),
    ]


def cookie_of(app: Flask, reader: str) -> str:
    """A browser that has seen a form before: its cookie holds the secret of its forms, too."""
    if reader == "anonymous":
        return ""
    held = {"_user_id": TOKEN, "_fresh": True, "csrf_token": "5f1d7a84db00d2fce00b31a7fc73224f5c3e4d1a"}
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(held)}"


def request_for(path: str, cookie: str) -> str:
    head = [f"GET {path} HTTP/1.1", f"Host: {HOST}", "User-Agent: bench", "Accept: text/html"]
    return "\r\n".join([*head, *([f"Cookie: {cookie}"] if cookie else []), "", ""])
