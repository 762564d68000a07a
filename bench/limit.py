"""The limit: what a page costs at least on this machine.

A bare WSGI function, under gunicorn with the same settings, runs the same statements with the same parameters, fetches
all rows, and returns the same bytes, put together from the rows and from what stands between them.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from markupsafe import escape

Environ = dict[str, Any]


class Hole(NamedTuple):
    """Where in the page which column of which row of which statement stands."""

    statement: int
    row: int
    column: int


class Recipe(NamedTuple):
    """How a page is made. Around its holes there is one piece of text more than there are holes."""

    statements: list[tuple[str, Any]]
    pieces: list[str]
    holes: list[Hole]
    headers: list[tuple[str, str]]
    size: int = 0


def make(recipe: Recipe, connection: psycopg.Connection) -> bytes:
    found = run(recipe, connection)
    filled = [str(escape(found[statement][row][column])) for statement, row, column in recipe.holes]
    between = [text for pair in zip(recipe.pieces, filled, strict=False) for text in pair]
    return "".join([*between, recipe.pieces[-1]]).encode()


def run(recipe: Recipe, connection: psycopg.Connection) -> list[list[Any]]:
    """All rows of all its statements."""
    cursor = connection.cursor()
    return [_rows(cursor, statement, values) for statement, values in recipe.statements]


def _rows(cursor: psycopg.Cursor, statement: str, values: Any) -> list[Any]:
    cursor.execute(statement.encode(), values)
    return cursor.fetchall() if cursor.description else []


class Limit:
    def __init__(self, recipes: dict[tuple[str, bool], Recipe], connect: Callable[[], psycopg.Connection]) -> None:
        self.recipes, self.connect = recipes, connect
        self.idle: list[psycopg.Connection] = []

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/healthz":
            start_response("200 OK", [("Content-Length", "0")])
            return []
        path = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}".rstrip("?")
        recipe = self.recipes[path, "HTTP_COOKIE" in environ]
        connection = self.idle.pop() if self.idle else self.connect()
        body = make(recipe, connection)
        self.idle.append(connection)
        start_response("200 OK", [*recipe.headers, ("Content-Length", str(len(body)))])
        return [body]


def from_environment() -> Limit:
    """LIMIT_RECIPES is a file that the bench wrote; the others say how psycopg connects."""
    recipes = pickle.loads(Path(os.environ["LIMIT_RECIPES"]).read_bytes())  # noqa: S301 - ours, of a moment ago
    database, options = os.environ["LIMIT_DATABASE"], os.environ["LIMIT_OPTIONS"]
    return Limit(recipes, lambda: psycopg.connect(database, autocommit=True, options=options))
