"""Fills an empty, migrated database with made-up marketplaces and services, in a few large statements."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg import sql

from domanu.core.tokens import digest
from domanu.marketplaces.looks import PALETTE_CODES, PATTERN_NAMES

from .scale import Scale
from .texts import Text, Writer
from .vocabulary import FIRST_NAMES, LAST_NAMES

FOLDER = Path(__file__).parent / "sql"
NAMES, SENTENCES = 60_000, 40_000
TOKEN = "the reader's session, which only the bench knows"  # noqa: S105
LARGE_TABLES = """
    profiles memberships rules_consents services service_pictures favourites search_words
    appointment_terms openings bookings booking_changes time_claims
""".split()
INDEXES = """
    SELECT index.indexrelid::regclass::text, pg_get_indexdef(index.indexrelid) FROM pg_index index
    WHERE index.indrelid::regclass::text = ANY(%s)
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = index.indexrelid)
"""


def load(connection: psycopg.Connection, scale: Scale) -> None:
    """Foreign keys are not checked row by row, and indexes are made once all rows are there."""
    connection.execute("SET session_replication_role = replica")
    connection.execute("SET maintenance_work_mem = '512MB'")
    connection.execute("SET work_mem = '256MB'")
    _load_texts(connection, scale)
    values = scale._asdict() | {"names": NAMES, "sentences": SENTENCES, "token": digest(TOKEN)}
    with _without_indexes(connection):
        for file in sorted(FOLDER.glob("*.sql")):
            connection.execute(file.read_text().format(**values).encode())
    connection.execute(b"DROP TABLE bench_people, bench_looks, bench_titles, bench_names, bench_sentences")
    connection.execute("VACUUM ANALYZE")


def row_id(kind: int, number: int) -> UUID:
    """As `bench_id` in sql/1_people.sql has it."""
    return UUID(f"{1_700_000_000_000 + number * 50_000:012x}70008{kind:03x}{number:012x}")


def _load_texts(connection: psycopg.Connection, scale: Scale) -> None:
    writer = Writer()
    _copy(connection, "bench_people", ("first", "last"), product(FIRST_NAMES, LAST_NAMES), shuffled=True)
    _copy(connection, "bench_looks", ("palette", "pattern"), product(PALETTE_CODES, PATTERN_NAMES), shuffled=True)
    _copy(connection, "bench_titles", Text._fields, writer.titles(scale.marketplaces))
    _copy(connection, "bench_names", Text._fields, writer.names(NAMES))
    _copy(connection, "bench_sentences", Text._fields, writer.sentences(SENTENCES))


def _copy(
    connection: psycopg.Connection,
    table: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    *,
    shuffled: bool = False,
) -> None:
    """Into a new table, numbered from 1."""
    found = list(rows)
    if shuffled:
        random.Random(7).shuffle(found)  # noqa: S311 - the same order every time
    name, kinds = (
        sql.Identifier(table),
        sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(c)) for c in columns),
    )
    connection.execute(sql.SQL("CREATE TABLE {} (number int PRIMARY KEY, {})").format(name, kinds))
    with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
        for number, row in enumerate(found, start=1):
            copy.write_row((number, *row))
    connection.execute(sql.SQL("ANALYZE {}").format(name))


@contextmanager
def _without_indexes(connection: psycopg.Connection) -> Iterator[None]:
    """Those that hold a constraint stay."""
    indexes = connection.execute(INDEXES, (LARGE_TABLES,)).fetchall()
    for name, _ in indexes:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    yield
    for _, definition in indexes:
        connection.execute(definition.encode())
