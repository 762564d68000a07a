"""What has to be true of everybody's time, whatever has been done to it. Asked of the tables themselves, as plainly as
can be: neither the constraint nor any code of the site has a say in it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from domanu.core.db import db

OVERLAPS = """
SELECT one.id FROM time_claims one JOIN time_claims other
ON one.resource_id = other.resource_id AND one.id < other.id AND one.during && other.during
WHERE one.released_at IS NULL AND other.released_at IS NULL AND one.resource_id = ANY(:people)
"""
BOOKED_TWICE = """
SELECT one.id FROM bookings one JOIN bookings other
ON one.seller_id = other.seller_id AND one.id < other.id
AND one.scheduled_at - make_interval(mins => one.before_minutes)
    < other.scheduled_at + make_interval(mins => other.duration + other.after_minutes)
AND other.scheduled_at - make_interval(mins => other.before_minutes)
    < one.scheduled_at + make_interval(mins => one.duration + one.after_minutes)
WHERE one.status IN ('pending', 'confirmed') AND other.status IN ('pending', 'confirmed')
AND one.seller_id = ANY(:people)
"""
UPCOMING_WITHOUT_ITS_CLAIM = """
SELECT id FROM bookings WHERE status IN ('pending', 'confirmed') AND seller_id = ANY(:people) AND 1 <> (
    SELECT count(*) FROM time_claims claim WHERE claim.subject_id = bookings.id AND released_at IS NULL
    AND kind = 'booking' AND part = 'seller' AND resource_id = seller_id AND claim.service_id = bookings.service_id
    AND starts_at = scheduled_at AND ends_at = scheduled_at + make_interval(mins => duration)
    AND during = tstzrange(scheduled_at - make_interval(mins => before_minutes),
        scheduled_at + make_interval(mins => duration + after_minutes)))
"""
CUSTOMERS_CLAIM_IS_ANOTHER = """
SELECT claim.id FROM time_claims claim LEFT JOIN bookings ON bookings.id = claim.subject_id
WHERE claim.part = 'customer' AND released_at IS NULL AND resource_id = ANY(:people) AND NOT coalesce(
    kind = 'booking' AND resource_id = customer_id AND booked_for = ''
    AND during = tstzrange(scheduled_at, scheduled_at + make_interval(mins => duration)), false)
"""
HOLD_WITHOUT_ITS_CLAIM = """
SELECT id FROM holds WHERE expires_at > clock_timestamp() AND seller_id = ANY(:people) AND 1 <> (
    SELECT count(*) FROM time_claims claim WHERE claim.subject_id = holds.id AND released_at IS NULL
    AND kind = 'hold' AND part = 'seller' AND resource_id = seller_id AND starts_at = scheduled_at
    AND ends_at = scheduled_at + make_interval(mins => duration) AND claim.expires_at = holds.expires_at)
"""
CLAIM_WITHOUT_SUBJECT = """
SELECT id FROM time_claims claim WHERE released_at IS NULL AND resource_id = ANY(:people) AND NOT CASE kind
    WHEN 'hold' THEN EXISTS (SELECT FROM holds WHERE holds.id = subject_id)
    WHEN 'booking' THEN EXISTS (SELECT FROM bookings WHERE bookings.id = subject_id AND status <> 'cancelled')
    ELSE true END
"""
OFFERED_WITHOUT_HOLD = """
SELECT id FROM waits WHERE seller_id = ANY(:people)
AND (status = 'offered') <> EXISTS (SELECT FROM holds WHERE wait_id = waits.id)
"""
WAITS_FOR_WHAT_IS_HELD_TWICE = """
SELECT wait_id FROM holds WHERE wait_id IS NOT NULL AND seller_id = ANY(:people) GROUP BY wait_id HAVING count(*) > 1
"""
MORE_HOLDS_THAN_ALLOWED = """
SELECT customer_id FROM holds WHERE wait_id IS NULL AND expires_at > clock_timestamp() AND seller_id = ANY(:people)
GROUP BY customer_id HAVING count(*) > 3
"""
NAMED = {name: rule for name, rule in list(globals().items()) if name.isupper() and isinstance(rule, str)}
TOLD = [f"SELECT '{name}', broken.* FROM ({rule}) broken" for name, rule in NAMED.items()]  # noqa: S608
ALL_OF_THEM = text(" UNION ALL ".join(TOLD))


def broken_rules(people: Sequence[UUID]) -> set[tuple[str, UUID]]:
    """By name, with what breaks it."""
    return {(name, key) for name, key in db.session.execute(ALL_OF_THEM, {"people": list(people)})}
