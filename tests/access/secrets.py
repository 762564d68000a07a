"""What is written in the towns, and who may read it: every text bears the mark of its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tests.support.town import INSIDE, OUTSIDE, Place, Town

NAMES = ("amber", "birch")
TEXT = re.compile(
    rf"\b((?:{'|'.join(NAMES)})(?:cellar|square|attic)) (front|about|kind|lesson|details|photo|note|asks)"
)
TEAMS = frozenset({"treasurer", "moderator", "designer", "staff"})
LOOKERS = TEAMS | {"member", "seller", "heir"}
KNOWERS = LOOKERS | {"pending"}
EVERYBODY = frozenset({"anonymous", *INSIDE, *OUTSIDE})

# The roles that may read each kind of text, in a private place and in a public one.
PRIVATE = {
    "front": KNOWERS,
    "about": KNOWERS,
    "kind": LOOKERS,
    "lesson": LOOKERS,
    "details": LOOKERS,
    "photo": LOOKERS,
    "note": frozenset({"moderator", "designer"}),
    "asks": TEAMS | {"pending"},
}
PUBLIC = {kind: PRIVATE[kind] if kind in {"note", "asks"} else EVERYBODY for kind in PRIVATE}
ATTIC = {kind: frozenset({"other_designer", "stranger", "staff"}) for kind in PRIVATE}


class Reader(NamedTuple):
    town: str
    role: str


class Secrets:
    def __init__(self, towns: Mapping[str, Town]) -> None:
        self.links = {place.token: place.mark for town in towns.values() for place in places_of(town)}
        self.persons = dict(_persons(towns))
        self.names = re.compile("|".join(map(re.escape, self.persons)), re.IGNORECASE)
        self.tokens = re.compile("|".join(map(re.escape, self.links)))

    def shown_wrongly(self, reader: Reader, address: str, page: str) -> list[str]:
        """Of what a page shows, all that this reader may not see."""
        invited = self.links.get(address.removeprefix("/i/"), "")
        texts = [
            f"{mark} {kind}"
            for mark, kind in set(TEXT.findall(page))
            if not may_read(reader, mark, kind) and not (mark == invited and kind in {"front", "about"})
        ]
        marks = {self.links[token] for token in self.tokens.findall(page)} - {invited}
        links = [f"the link into {mark}" for mark in marks if not may_read(reader, mark, "note")]
        people = [name for name in set(self.names.findall(page)) if not self._may_meet(reader, name.lower())]
        return texts + links + people

    def _may_meet(self, reader: Reader, name: str) -> bool:
        """Who asks or was shut out is known to the teams, and to themselves."""
        town, role = self.persons[name]
        is_team = reader.role == "staff" or (reader.town == town and reader.role in TEAMS)
        return is_team or reader == Reader(town, role)


def may_read(reader: Reader, mark: str, kind: str) -> bool:
    town, place = mark[:5], mark[5:]
    if place == "square":
        return reader.role in PUBLIC[kind] and (PUBLIC[kind] == EVERYBODY or _is_here(reader, town))
    table = PRIVATE if place == "cellar" else ATTIC
    return reader.role in table[kind] and _is_here(reader, town)


def places_of(town: Town) -> tuple[Place, Place, Place]:
    return town.private, town.public, town.other


def _is_here(reader: Reader, town: str) -> bool:
    return reader.town == town or reader.role == "staff"


def _persons(towns: Mapping[str, Town]) -> Iterator[tuple[str, Reader]]:
    """Those whose names stand nowhere but in the lists of a team."""
    for name, town in towns.items():
        for role in ("member", "pending", "banned", "left"):
            yield town.people[role].username, Reader(name, role)
