"""What a request asked the database for one wish, told for all others, as a script of pgbench.

Every value that would be another one for another wish is a variable: the keys of the wish and those that the product
makes, digests, and instants, which move along with the time that is wished for. All of a wish lie in a row of a table,
which one more statement fetches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import psycopg
from psycopg import sql

from domanu.core.db import first_id_at, new_id
from domanu.core.tokens import digest

from .noting import Noted
from .wishes import Wish

TABLE = "bench_replay"
NEAR = timedelta(hours=1)
PLACE = re.compile(r"%\((\w+)\)s|%%")
QUOTED = re.compile(r" ?'(.*)'((?:::.*)?)", re.DOTALL)
MISTAKABLE = re.compile(r"(?<!:):[A-Za-z_]")
"""For a variable of pgbench."""
VARYING = re.compile(
    r"(?P<key>[0-9a-f]{8}(?P<dash>-?)[0-9a-f]{4}-?7[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12})"
    r"|(?P<digest>\b[0-9a-f]{64}\b)"
    r"|(?P<instant>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z))"
)
HEAD = r"""\set i :i + 1
\set n :first + :client_id + :i * :clients
"""


class Replay:
    def __init__(self, noted: Sequence[Noted], wish: Wish, began: datetime, connection: psycopg.Connection) -> None:
        self.noted, self.wish, self.began, self.connection = noted, wish, began, connection
        self.variables: list[str] = []
        """What each was for this wish."""
        self.lines = [self._line(each) for each in noted]

    @property
    def statements(self) -> int:
        return len(self.lines)

    @property
    def script(self) -> str:
        names = ", ".join(f"v{number}" for number in range(len(self.variables)))
        fetch = f"SELECT {names} FROM {TABLE} WHERE n = :n \\gset"  # noqa: S608 - all of it ours
        return HEAD + fetch + "\n" + "".join(f"{line};\n" for line in self.lines)

    def write_rows(self, others: Sequence[Wish]) -> None:
        columns = ", ".join(f"v{number} text" for number in range(len(self.variables)))
        table = sql.Identifier(TABLE)
        self.connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table))
        self.connection.execute(f"CREATE TABLE {TABLE} (n int PRIMARY KEY, {columns})".encode())
        with self.connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
            for number, other in enumerate(others):
                tell = self._teller(other)
                copy.write_row((number, *(VARYING.sub(tell, text) for text in self.variables)))
        self.connection.execute(sql.SQL("ANALYZE {}").format(table))

    def _line(self, noted: Noted) -> str:
        def fill(place: re.Match[str]) -> str:
            return (
                "%" if place[0] == "%%" else self._value(sql.Literal(noted.values[place[1]]).as_string(self.connection))
            )

        return " ".join(PLACE.sub(fill, noted.statement).split())

    def _value(self, literal: str) -> str:
        found = QUOTED.fullmatch(literal)
        if found is None or not (self._varies(found[1]) or MISTAKABLE.search(found[1])):
            return literal.strip()
        text = found[1].replace("''", "'")
        if text not in self.variables:
            self.variables.append(text)
        return f":v{self.variables.index(text)}{found[2]}"

    def _varies(self, text: str) -> bool:
        nobody = UUID(int=0)
        nobodys = Wish(nobody, nobody, "", nobody, nobody, nobody, self.wish.minutes, self.began)
        tell = self._teller(nobodys)
        return VARYING.sub(tell, text) != text

    def _teller(self, other: Wish) -> Callable[[re.Match[str]], str]:
        keys: dict[UUID, UUID] = {getattr(self.wish, name): getattr(other, name) for name in KEYS}
        oldest, later = first_id_at(self.began), other.starts_at - self.wish.starts_at

        def tell(found: re.Match[str]) -> str:
            if found["key"]:
                key = UUID(found["key"])
                if key > oldest and key not in keys:
                    keys[key] = new_id()
                told = str(keys.get(key, key))
                return told if found["dash"] else told.replace("-", "")
            if found["digest"]:
                known = found["digest"] == digest(self.wish.token)
                return (
                    digest(other.token) if known else sha256(f"{found['digest']} {other.person}".encode()).hexdigest()
                )
            instant = datetime.fromisoformat(found["instant"])
            return found["instant"] if abs(instant - self.began) < NEAR else _alike(instant + later, found["instant"])

        return tell


KEYS = ("person", "token_id", "seller", "market", "service")


def _alike(instant: datetime, model: str) -> str:
    told = instant.isoformat(sep="T" if "T" in model else " ")
    return told.replace("+00:00", "Z") if model.endswith("Z") else told
