"""What is taken of the time of some sellers, in one statement however many they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from domanu.core.db import db

from ..models import LONGEST_CLAIM_DAYS
from ..slots import Stretch


class Booked(NamedTuple):
    service_id: UUID
    starts_at: int


# Numbers instead of ranges, and a row for each seller: what is not made need not be read. In each branch an index finds
# what is a seller's: nothing that overlaps the period can have begun longer before it than the longest claim lasts.
STATEMENT = text(f"""
SELECT seller.place - 1, array_agg(taken.starts), array_agg(taken.ends),
    array_agg(taken.service_id) FILTER (WHERE taken.service_id IS NOT NULL),
    array_agg(taken.begins) FILTER (WHERE taken.service_id IS NOT NULL)
FROM unnest(:sellers) WITH ORDINALITY AS seller(id, place)
CROSS JOIN LATERAL (
    SELECT floor(date_part('epoch', lower(during)))::bigint AS starts,
        ceil(date_part('epoch', upper(during)))::bigint AS ends,
        CASE WHEN part = 'seller' AND kind <> 'block' AND service_id = ANY(:counted) THEN service_id END AS service_id,
        CASE WHEN service_id = ANY(:counted) THEN floor(date_part('epoch', starts_at))::bigint END AS begins
    FROM time_claims
    WHERE resource_id = seller.id AND released_at IS NULL
        AND lower(during) >= :start - interval '{LONGEST_CLAIM_DAYS} days' AND lower(during) < :end
        AND upper(during) > :start
        AND (expires_at IS NULL OR expires_at > :at)
        AND (subject_id IS NULL OR subject_id IS DISTINCT FROM :without)
    UNION ALL
    SELECT floor(date_part('epoch', starts_at))::bigint, ceil(date_part('epoch', ends_at))::bigint, NULL, NULL
    FROM busy_times
    WHERE user_id = seller.id AND starts_at >= :start - interval '{LONGEST_CLAIM_DAYS} days' AND starts_at < :end
        AND ends_at > :start
) AS taken
GROUP BY seller.place
""").bindparams(  # noqa: S608 - a number of ours
    bindparam("sellers", type_=ARRAY(Uuid())),
    bindparam("counted", type_=ARRAY(Uuid())),
    bindparam("without", type_=Uuid()),
    *(bindparam(name, type_=DateTime(timezone=True)) for name in ("start", "end", "at")),
)


def fetch_taken(
    sellers: Sequence[UUID],
    start: datetime,
    end: datetime,
    *,
    at: datetime,
    counted: Sequence[UUID] = (),
    without: UUID | None = None,
) -> tuple[list[list[Stretch]], list[Booked]]:
    """In the order of `sellers`; besides, when what is booked of the services `counted` begins. What is held counts
    until it expires, and what is for `without` does not."""
    busy: list[list[Stretch]] = [[] for _ in sellers]
    booked: list[Booked] = []
    values = {"sellers": list(sellers), "counted": list(counted), "start": start, "end": end, "at": at}
    rows = db.session.execute(STATEMENT, values | {"without": without}).all()
    for place, starts, ends, services, begins in rows:
        busy[place] = list(zip(starts, ends, strict=True))
        if services:
            booked += map(Booked, services, begins)
    return busy, booked
