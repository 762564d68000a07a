"""How people become designers: by themselves, by asking, or by staff alone, as the setting `designers` says."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domanu.core.db import db, new_id
from domanu.core.events import emit
from domanu.core.paging import Page, fetch_page
from domanu.core.process import NotPossible, Process, move

from ..errors import AlreadyAsked, NotSelfService
from ..models import FULL_NAME, DesignerRequest, Profile
from .profiles import update_profile

PAGE = 25

requests = Process(
    DesignerRequest.status,
    move("approve", "pending", "approved", "staff"),
    move("decline", "pending", "declined", "staff"),
    move("withdraw", "pending", "withdrawn", "applicant"),
)


class Waiting(NamedTuple):
    id: UUID
    user_id: UUID
    name: str
    username: str
    reason: str
    asked_at: Any


def make_designer(user_id: UUID, *, policy: str, actor_id: UUID | None = None) -> None:
    """`policy` binds people who do it for themselves; staff and the command line pass another actor, or none."""
    if actor_id == user_id and policy != "self-service":
        raise NotSelfService
    update_profile(user_id, designer=True)
    emit("designer.made", actor_id=actor_id, user_id=user_id)


def request_designer(user_id: UUID, reason: str) -> None:
    key = new_id()
    asked = insert(DesignerRequest).values(id=key, user_id=user_id, reason=reason).on_conflict_do_nothing()
    if db.session.execute(asked.returning(DesignerRequest.id)).first() is None:
        raise AlreadyAsked
    emit("designer.requested", actor_id=user_id, request_id=key)


def open_request(user_id: UUID) -> DesignerRequest | None:
    mine = (DesignerRequest.user_id == user_id, DesignerRequest.status == "pending")
    return db.session.scalar(select(DesignerRequest).where(*mine))


def withdraw_request(user_id: UUID) -> None:
    """`NotPossible` when it is answered meanwhile, or was never made."""
    asked = open_request(user_id)
    if asked is None:
        raise NotPossible("withdraw")
    requests.advance(asked.id, "withdraw", {"applicant"})


def waiting_requests(after: str | None = None, size: int = PAGE) -> Page[Waiting]:
    """Whoever has waited longest comes first: staff answer in the order of asking."""
    columns = (
        DesignerRequest.id,
        DesignerRequest.user_id,
        FULL_NAME,
        Profile.username,
        DesignerRequest.reason,
        DesignerRequest.created_at,
    )
    joined = select(*columns).join(Profile, Profile.user_id == DesignerRequest.user_id)
    pending = joined.where(DesignerRequest.status == "pending")
    page = fetch_page(pending, DesignerRequest.id, after=after, size=size, oldest_first=True)
    return Page([Waiting(*row[:-1]) for row in page.rows], page.after)


def decide_request(request_id: UUID, decision: str, *, staff_id: UUID) -> None:
    """`decision` is 'approve' or 'decline'."""
    asked = requests.advance(request_id, decision, {"staff"}, decided_by=staff_id)[0]
    if decision == "approve":
        make_designer(asked.user_id, policy="request", actor_id=staff_id)
    emit("designer.decided", actor_id=staff_id, user_id=asked.user_id, decision=decision, request_id=request_id)
