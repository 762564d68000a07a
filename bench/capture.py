"""Asks the product for a page once, and notes what it takes to make it: its statements and its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from flask import Flask
from markupsafe import escape
from sqlalchemy import event
from sqlalchemy.engine import Connection

from domanu.core.db import db

from .limit import Hole, Recipe, make, run
from .site import HOST

SHORTEST = 3
OF_THE_SERVER = {"content-length", "connection", "date", "server"}


def capture(app: Flask, connection: psycopg.Connection, path: str, cookie: str) -> Recipe:
    with _noting(app) as statements:
        answer = app.test_client(use_cookies=False).get(
            path, base_url=f"https://{HOST}", headers={"Cookie": cookie} if cookie else {}
        )
    if answer.status_code != 200:  # noqa: PLR2004
        raise SystemExit(f"{path} answers {answer.status_code}: {answer.text}")
    headers = [(name, value) for name, value in answer.headers if name.lower() not in OF_THE_SERVER]
    rows = run(Recipe(statements, [], [], []), connection)
    recipe = Recipe(statements, *_holes(answer.text, rows), headers, len(answer.data))
    if make(recipe, connection) != answer.data:
        raise SystemExit(f"the limit makes other bytes of {path} than the product")
    return recipe


@contextmanager
def _noting(app: Flask) -> Iterator[list[tuple[str, Any]]]:
    noted: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        noted.append((statement, values))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _holes(text: str, found: list[list[tuple[Any, ...]]]) -> tuple[list[str], list[Hole]]:
    """Every place where the page shows a text of a row as it is."""
    where = {
        str(escape(value)): Hole(statement, number, column)
        for statement, rows in enumerate(found)
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
        if isinstance(value, str) and len(value) >= SHORTEST
    }
    if not where:
        return [text], []
    longest_first = "|".join(re.escape(value) for value in sorted(where, key=len, reverse=True))
    pieces, holes, end = [], [], 0
    for hit in re.finditer(longest_first, text):
        pieces.append(text[end : hit.start()])
        holes.append(where[hit[0]])
        end = hit.end()
    return [*pieces, text[end:]], holes
