"""Whom the tests are about."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

PASSWORD = "seven green bicycles"


class Person(NamedTuple):
    id: UUID
    email: str
    username: str
