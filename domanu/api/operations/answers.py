"""What a write was answered, kept for a day under a key that its sender chose, so that it is not done twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.sql.dml import ReturningInsert

from domanu.core.db import db, new_id

from ..errors import KeyReused, StillAnswering
from ..models import IdempotencyKey

KEPT = timedelta(days=1)
LOCK_NOT_AVAILABLE = "55P03"


def _claimed() -> ReturningInsert[tuple[UUID]]:
    names = ("id", "user_id", "key", "fingerprint")
    fresh = insert(IdempotencyKey).values({name: bindparam(name) for name in names})
    anew = {"id": fresh.excluded.id, "fingerprint": fresh.excluded.fingerprint, "created_at": func.now()}
    old = IdempotencyKey.created_at < func.now() - KEPT
    empty = {"status": None, "headers": None, "body": None}
    again = fresh.on_conflict_do_update(index_elements=["user_id", "key"], set_=anew | empty, where=old)
    return again.returning(IdempotencyKey.id)


CLAIMED = _claimed()
ANSWERED = (
    update(IdempotencyKey)
    .where(IdempotencyKey.user_id == bindparam("owner"), IdempotencyKey.key == bindparam("named"))
    .values({name: bindparam(name) for name in ("status", "headers", "body")})
)
FOUND = select(IdempotencyKey.fingerprint, IdempotencyKey.status, IdempotencyKey.headers, IdempotencyKey.body).where(
    IdempotencyKey.user_id == bindparam("owner"),
    IdempotencyKey.key == bindparam("named"),
    IdempotencyKey.created_at >= func.now() - KEPT,
)


class Kept(NamedTuple):
    status: int
    headers: dict[str, Any]
    body: bytes


def claim_key(user_id: UUID, key: str, fingerprint: str) -> Kept | None:
    """None if this request is the first to come with it, and is to be answered now; else what the first was answered.

    The row is written in the transaction of the effect. Whoever else comes with the key waits at this very statement
    until that one ends: if it commits there is an answer, and if it does not there never was such a row.
    """
    mine = {"id": new_id(), "user_id": user_id, "key": key, "fingerprint": fingerprint}
    try:
        if db.session.scalar(CLAIMED, mine) is not None:
            return None
    except OperationalError as problem:
        if getattr(problem.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        raise StillAnswering from None
    return find_answer(user_id, key, fingerprint)


def find_answer(user_id: UUID, key: str, fingerprint: str) -> Kept | None:
    row = db.session.execute(FOUND, {"owner": user_id, "named": key}).first()
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        raise KeyReused
    return Kept(row.status, row.headers, row.body)


def keep_answer(user_id: UUID, key: str, answer: Kept) -> None:
    mine = {"owner": user_id, "named": key}
    db.session.execute(ANSWERED, mine | answer._asdict(), execution_options={"synchronize_session": False})


def forget_answers() -> None:
    """A job."""
    db.session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < func.now() - KEPT))
