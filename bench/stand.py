"""One scale, ready to be measured: its database, the product on it with and without kept fragments, and the limit."""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psycopg
from flask import Flask
from sqlalchemy.engine import URL

from domanu import create_app
from domanu.core.db import db

from .capture import capture
from .databases import connect, loaded
from .limit import Recipe
from .pages import READERS, Page, cookie_of, pages, request_for
from .rounds import Target
from .scale import Scale
from .site import INSTANCE, config, environment, serving

UNKEPT, KEPT = {"FRAGMENT_MEGABYTES": "0"}, {"FRAGMENT_MEGABYTES": "16"}
PAGES = ("product", "cached", "limit")
TIMES = ("product", "without")
"""Which servers each part asks."""
OPTIONS = "-c jit=off -c TimeZone=UTC"


@dataclass
class Stand:
    scale: Scale
    app: Flask
    url: URL
    connection: psycopg.Connection
    pages: list[Page]
    cookies: dict[str, str]
    recipes: dict[tuple[str, bool], Recipe]
    ports: dict[str, int]

    def recipes_of(self, number: int, reader: str) -> list[Recipe]:
        return [self.recipes[path, bool(self.cookies[reader])] for path in self.pages[number].paths]

    def target(self, kind: str, number: int, reader: str) -> Target:
        requests = [request_for(path, self.cookies[reader]) for path in self.pages[number].paths]
        return Target(kind, self.scale.name, self.ports[kind], requests)


@contextmanager
def ready(server: URL, scale: Scale, kinds: Collection[str], *, reuse: bool) -> Iterator[Stand]:
    with loaded(server, scale, reuse=reuse) as url, connect(url) as connection, ExitStack() as stack:
        app = create_app(config(url, LOG_LEVEL="error", **UNKEPT))
        cookies = {reader: cookie_of(app, reader) for reader in READERS}
        found = pages(connection)
        recipes = _capture_all(app, connection, found, cookies) if "limit" in kinds else {}
        programs = {
            "product": ("wsgi:app", environment(url, **UNKEPT)),
            "cached": ("wsgi:app", environment(url, **KEPT)),
            "limit": ("bench.limit_wsgi:app", _limit(url, scale, recipes)),
            "without": ("bench.without_openings_wsgi:app", environment(url, **UNKEPT)),
        }
        ports = {kind: stack.enter_context(serving(f"{kind}-{scale.services}", *programs[kind])) for kind in kinds}
        yield Stand(scale, app, url, connection, found, cookies, recipes, ports)


def _capture_all(
    app: Flask, connection: psycopg.Connection, found: list[Page], cookies: dict[str, str]
) -> dict[tuple[str, bool], Recipe]:
    recipes = {
        (path, bool(cookie)): capture(app, connection, path, cookie)
        for page in found
        for path in page.paths
        for cookie in cookies.values()
    }
    with app.app_context():
        db.engine.dispose()
    return recipes


def _limit(url: URL, scale: Scale, recipes: dict[tuple[str, bool], Recipe]) -> dict[str, str]:
    file = INSTANCE / f"recipes-{scale.services}"
    file.write_bytes(pickle.dumps(recipes))
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return environment(url) | {"LIMIT_RECIPES": str(file), "LIMIT_DATABASE": plain, "LIMIT_OPTIONS": OPTIONS}
