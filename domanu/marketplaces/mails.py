"""The mails about marketplaces. What many get is one job for each of them, so that a retry writes to nobody twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import exists, or_, select

from domanu.auth.models import User
from domanu.config import settings
from domanu.core.db import db
from domanu.core.events import Event
from domanu.core.jobs import enqueue
from domanu.core.mail import send_mail
from domanu.profiles import profile_of

from .models import Invitation, Marketplace, Membership
from .operations.invitations import invitation_link
from .operations.rules import rules_since
from .words import tell_changes

BATCH = 200
DAY = timedelta(days=1)


def mail_request(event: Event) -> None:
    """After `membership.asked`, to the designer and the moderators. Asking again and again writes them once a day."""
    market = _market(event)
    if _has_happened_lately(event):
        return
    team = or_(Membership.role == "moderator", Membership.user_id == market.designer_id)
    here = (Membership.marketplace_id == market.id, Membership.status == "active", team)
    for user_id in db.session.scalars(select(Membership.user_id).where(*here)):
        _enqueue("mail_join_request", event, user_id)


def mail_join_request(event_id: str, user_id: str) -> None:
    """Unless it is answered meanwhile, or they have left the team."""
    event, reader = _event(event_id), UUID(user_id)
    market, applicant = _market(event), UUID(event.data["user_id"])
    asked, mine = _membership(market, applicant), _membership(market, reader)
    may_answer = mine and mine.status == "active" and (mine.role == "moderator" or market.designer_id == reader)
    if asked and asked.status == "pending" and may_answer:
        about = {"name": profile_of(applicant).name, "message": asked.message}
        link = _address(market) + "/team/requests"
        _send(event, reader, "marketplace_asked", market=market, link=link, **about)


def mail_answer(event: Event) -> None:
    """After `membership.begun`, if somebody has let them in, and after `membership.declined`."""
    admitted = event.data.get("reason") == "admitted"
    if admitted or event.name == "membership.declined":
        market = _market(event)
        _send(event, _whom(event), "marketplace_answered", market=market, admitted=admitted, link=_address(market))


def mail_ban(event: Event) -> None:
    """After `membership.ended`, if it was not their own wish. Banning again and again writes them once a day."""
    if event.data["reason"] == "banned" and not _has_happened_lately(event):
        _send(event, _whom(event), "marketplace_banned", market=_market(event))


def tell_members(event: Event) -> None:
    """After `rules.changed`. A batch after the other, each of which enqueues its mails and the next batch."""
    tell_batch(str(event.id), None)


def tell_batch(event_id: str, after: str | None) -> None:
    event = _event(event_id)
    market_id, version = UUID(event.data["marketplace_id"]), event.data["version"]
    here = (Membership.marketplace_id == market_id, Membership.status == "active", Membership.rules_version < version)
    query = select(Membership.id, Membership.user_id).where(*here).order_by(Membership.id).limit(BATCH)
    rows = db.session.execute(query.where(Membership.id > UUID(after)) if after else query).all()
    for row in rows:
        _enqueue("mail_new_rules", event, row.user_id)
    if len(rows) == BATCH:
        last = str(rows[-1].id)
        enqueue("tell_members_of_rules", key=f"{event.id}:{last}", event_id=event_id, after=last)


def mail_new_rules(event_id: str, user_id: str) -> None:
    """Of several versions only the newest, against what this member agreed to."""
    event, reader = _event(event_id), UUID(user_id)
    market = _market(event)
    mine = _membership(market, reader)
    if mine is None or mine.status != "active" or market.archived_at is not None:
        return
    if mine.rules_version < event.data["version"] == market.rules_version:
        old, designer = rules_since(market.id, mine.rules_version), profile_of(market.designer_id).name
        if changes := tell_changes(old, market.rules, designer):
            _send(event, reader, "marketplace_rules", market=market, changes=changes, link=_address(market))


def mail_invitation(event: Event) -> None:
    """After `invitation.made`, if it was made for an address."""
    made = db.session.get(Invitation, UUID(event.data["invitation_id"]))
    market = _market(event)
    if made is None or made.email is None or made.revoked_at is not None or market.archived_at is not None:
        return
    host = profile_of(made.made_by).name
    about: dict[str, Any] = {"host": host, "link": invitation_link(made.id), "until": made.expires_at}
    send_mail(made.email, "marketplace_invitation", event.id, market=market, **about)


def mail_offer(event: Event) -> None:
    """After `handover.offered`, unless it was taken back meanwhile."""
    market, heir_id = _market(event), _whom(event)
    if market.heir_id == heir_id:
        host = profile_of(market.designer_id).name
        _send(event, heir_id, "marketplace_offered", market=market, host=host, link=_address(market))


def mail_offer_answer(event: Event) -> None:
    """After `handover.accepted` and `handover.declined`, to whoever offered it."""
    if event.actor_id is not None:
        market, accepted = _market(event), event.name == "handover.accepted"
        about = {"heir": profile_of(event.actor_id).name, "accepted": accepted, "link": _address(market)}
        _send(event, _whom(event), "marketplace_offer_answered", market=market, **about)


JOBS = {
    "mail_join_request": mail_join_request,
    "mail_new_rules": mail_new_rules,
    "tell_members_of_rules": tell_batch,
}


def _has_happened_lately(event: Event) -> bool:
    """By the same person's doing, with the same one, in the same marketplace."""
    alike = (Event.data[name].astext == event.data[name] for name in ("marketplace_id", "user_id"))
    lately = Event.created_at.between(event.created_at - DAY, event.created_at)
    same = (Event.name == event.name, Event.actor_id == event.actor_id, *alike, lately, Event.id < event.id)
    return bool(db.session.scalar(select(exists().where(*same))))


def _enqueue(name: str, event: Event, user_id: UUID) -> None:
    enqueue(name, key=f"{event.id}:{user_id}", event_id=str(event.id), user_id=str(user_id))


def _send(event: Event, reader: UUID, template: str, **context: Any) -> None:
    user = db.session.get(User, reader)
    if user is not None and user.is_active:
        key = uuid5(event.id, str(reader))
        send_mail(user.email, template, key, reader=reader, topic=event.name, **context)


def _event(event_id: str) -> Event:
    return db.session.get_one(Event, UUID(event_id))


def _market(event: Event) -> Marketplace:
    return db.session.get_one(Marketplace, UUID(event.data["marketplace_id"]))


def _whom(event: Event) -> UUID:
    return UUID(event.data["user_id"])


def _membership(market: Marketplace, user_id: UUID) -> Membership | None:
    mine = (Membership.marketplace_id == market.id, Membership.user_id == user_id)
    return db.session.scalar(select(Membership).where(*mine))


def _address(market: Marketplace) -> str:
    return f"{settings().base_url}/m/{market.slug}"
