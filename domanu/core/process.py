"""Processes as data: which moves there are, from where to where, and who may make them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, update
from sqlalchemy.orm import InstrumentedAttribute

from .db import db


class Move(NamedTuple):
    name: str
    source: frozenset[str]
    target: str
    by: frozenset[str]
    """The parts that people, or the clock, play towards this one thing: 'customer', 'seller', 'time'."""


class NotPossible(Exception):
    """The move is not open from the present state, or not to this actor."""


class Process:
    def __init__(self, status: InstrumentedAttribute[str], *moves: Move) -> None:
        self.status = status
        self.model: Any = status.class_
        self.moves = {move.name: move for move in moves}

    def allowed(self, status: str, parts: Collection[str]) -> list[str]:
        """The names of the moves that someone in these parts can make now: the buttons to show."""
        return [move.name for move in self.moves.values() if status in move.source and not move.by.isdisjoint(parts)]

    def advance(self, key: UUID, name: str, parts: Collection[str], **changes: Any) -> Row[Any]:
        """Make the move, if it is open at this very moment: the condition stands in the UPDATE itself."""
        move = self.moves[name]
        if move.by.isdisjoint(parts):
            raise NotPossible(name)
        guarded = update(self.model).where(self.model.id == key, self.status.in_(move.source))
        values = {self.status.key: move.target, **changes}
        row = db.session.execute(guarded.values(values).returning(self.model)).first()
        if row is None:
            raise NotPossible(name)
        return row


def move(name: str, source: str, target: str, by: str) -> Move:
    """`source` and `by` may name several, with spaces between."""
    return Move(name, frozenset(source.split()), target, frozenset(by.split()))
