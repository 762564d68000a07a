"""Who is in a marketplace: whoever joins and leaves, and those who run it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from domanu.core.process import NotPossible
from domanu.marketplaces.errors import Archived, NotConfirmed, RulesChanged
from domanu.marketplaces.models import ROLES
from domanu.marketplaces.operations import memberships
from domanu.marketplaces.operations.members import STATUSES, Member, find_member, members
from domanu.marketplaces.operations.rules import agree_to_rules
from domanu.marketplaces.standing import standing_at

from ..cards import Person, picture_url
from ..endpoints import Caller, Often, Resource
from ..fields import Given, Instant, OneOf, Paged, Several, Text, Told, Words

resource = Resource("members", "Members", "Join and leave; and, for those who run a marketplace, everybody in it.")
Status = Annotated[str, OneOf(STATUSES)]
Role = Annotated[str, OneOf(ROLES)]
HERE = "/marketplaces/<slug>"
ONE = f"{HERE}/members/<uuid:person>"


class Joining(Given):
    rules_version: int = Field(description="Of the rules that were read: joining is agreeing to them.")
    message: Annotated[Text, StringConstraints(max_length=500)] = Field("", description="For whoever says yes.")


class Agreement(Given):
    rules_version: int


class RoleGiven(Given):
    role: Role


class Membership(Told):
    status: str = Field(description="active; pending where somebody has to say yes first; left.")
    role: str
    agrees: bool


class MemberTold(Person):
    picture: str | None
    role: str
    status: str
    message: str
    since: Instant = Field(description="They have this status.")


class Members(Several[MemberTold]):
    pass


class MemberQuery(Paged):
    status: Status = "active"
    q: Words = Field("", description="Part of a name.")


@resource.put(
    f"{HERE}/membership",
    scope="book",
    refuses=[NotConfirmed, Archived, RulesChanged],
    often=Often("join", 60, timedelta(hours=1)),
)
def join(caller: Caller, slug: str, body: Joining) -> Membership:
    """Join, or ask to"""
    memberships.join_marketplace(slug, caller.user_id, message=body.message, seen=body.rules_version)
    return _own(caller, slug)


@resource.delete(f"{HERE}/membership", scope="book", refuses=[NotPossible])
def leave(caller: Caller, slug: str) -> None:
    """Leave, or take back the request to join"""
    memberships.leave_marketplace(slug, caller.user_id)


@resource.post(f"{HERE}/agreement", scope="book", refuses=[RulesChanged])
def agree(caller: Caller, slug: str, body: Agreement) -> Membership:
    """Agree to rules that have changed"""
    agree_to_rules(slug, caller.user_id, seen=body.rules_version)
    return _own(caller, slug)


@resource.get(f"{HERE}/members")
def list_members(caller: Caller, slug: str, query: MemberQuery) -> Members:
    """The members, for those who run it

    The newest first; of those who ask to join, whoever has waited longest.
    """
    page = members(slug, caller.user_id, status=query.status, words=query.q, after=query.after)
    return Members(items=[_told(row) for row in page.rows], next=page.after)


@resource.get(ONE)
def show_member(caller: Caller, slug: str, person: UUID) -> MemberTold:
    """One of them"""
    return _told(find_member(slug, caller.user_id, person))


@resource.put(f"{ONE}/admission", scope="design", refuses=[NotPossible, Archived])
def admit(caller: Caller, slug: str, person: UUID) -> MemberTold:
    """Say yes to somebody who asks to join"""
    memberships.admit(slug, caller.user_id, person)
    return show_member(caller, slug, person)


@resource.delete(f"{ONE}/admission", scope="design", refuses=[NotPossible])
def decline(caller: Caller, slug: str, person: UUID) -> None:
    """Say no"""
    memberships.decline(slug, caller.user_id, person)


@resource.put(f"{ONE}/ban", scope="design", refuses=[NotPossible])
def ban(caller: Caller, slug: str, person: UUID) -> MemberTold:
    """Ban somebody, for good"""
    memberships.ban(slug, caller.user_id, person)
    return show_member(caller, slug, person)


@resource.delete(f"{ONE}/ban", scope="design", refuses=[NotPossible, Archived])
def unban(caller: Caller, slug: str, person: UUID) -> None:
    """Let them be what they were before"""
    memberships.unban(slug, caller.user_id, person)


@resource.put(f"{ONE}/role", scope="design", refuses=[NotPossible, Archived])
def give_role(caller: Caller, slug: str, person: UUID, body: RoleGiven) -> MemberTold:
    """Give a member a role"""
    memberships.change_role(slug, caller.user_id, person, body.role)
    return show_member(caller, slug, person)


def _own(caller: Caller, slug: str) -> Membership:
    standing = standing_at(slug, caller.user_id)
    return Membership(status=standing.status, role=standing.role, agrees=standing.agrees)


def _told(member: Member) -> MemberTold:
    same = ("username", "name", "role", "status", "message", "since")
    told = {name: getattr(member, name) for name in same}
    return MemberTold(id=member.user_id, picture=picture_url(member.picture), **told)
