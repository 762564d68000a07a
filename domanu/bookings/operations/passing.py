"""What the clock does to waiting lists: offers run out, days pass, and what nobody wrote down becomes free."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Integer, and_, cast, func, or_, select, update

from domanu.calendar.models import AppointmentTerms, Calendar, Opening
from domanu.core.db import db
from domanu.core.events import emit
from domanu.core.jobs import enqueue
from domanu.services.models import Service

from ..models import Hold, Wait
from .turns import CAN_BOOK

EVERY = timedelta(seconds=10)
MOST = 50
"""At once. Which ones is left to chance, so that none stands in the way of the others for ever."""
KEPT_DAYS = 63
ZONE = func.coalesce(AppointmentTerms.time_zone, Calendar.time_zone)


def pass_on_offers() -> None:
    """A periodic job. Each seller's calendar is locked in a transaction of its own."""
    _end_what_is_past()
    run_out = ~select(Hold.id).where(Hold.wait_id == Wait.id, Hold.expires_at > func.now()).exists()
    offered, waiting = Wait.status == "offered", Wait.status == "waiting"
    due = or_(and_(offered, run_out), and_(waiting, _is_open(), CAN_BOOK))
    sellers = select(Wait.seller_id).where(due).group_by(Wait.seller_id).order_by(func.random()).limit(MOST)
    for seller_id in db.session.scalars(sellers).all():
        enqueue("offer_time", key=f"offer_time:{seller_id}", seller_id=str(seller_id))


def _end_what_is_past() -> None:
    """The day is over, or the service is not booked by time any longer. Rows that somebody holds are left alone."""
    past = or_(
        Service.status == "deleted",
        AppointmentTerms.service_id.is_(None),
        func.date(func.timezone(ZONE, func.now())) > Wait.day,
    )
    these = (
        select(Wait.id)
        .join(Service, Service.id == Wait.service_id)
        .outerjoin(AppointmentTerms, AppointmentTerms.service_id == Wait.service_id)
        .outerjoin(Calendar, Calendar.user_id == AppointmentTerms.seller_id)
        .where(Wait.status == "waiting", past)
        .limit(MOST)
        .with_for_update(of=Wait, skip_locked=True)
    )
    ended = update(Wait).where(Wait.id.in_(these)).values(status="over")
    columns = (Wait.id, Wait.customer_id, Wait.seller_id, Wait.service_id)
    for row in db.session.execute(ended.returning(*columns).execution_options(synchronize_session=False)).all():
        facts = {"wait_id": row.id, "customer_id": row.customer_id, "service_id": row.service_id}
        emit("waiting.over", seller_id=row.seller_id, **facts)


def _is_open() -> ColumnElement[bool]:
    """As far as the table of openings tells. It knows the usual duration and so many days; what is beyond is tried."""
    day = cast(Wait.day - Opening.from_day, Integer)
    bit = Opening.days.op(">>")(day).op("&")(1) == 1
    fits = or_(Wait.day.is_(None), day >= KEPT_DAYS, and_(day >= 0, bit))
    return (
        select(Opening.service_id)
        .where(Opening.service_id == Wait.service_id, Opening.next_at.is_not(None), fits)
        .exists()
    )
