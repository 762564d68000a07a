"""Time passes in a little world: whatever is dated there moves into the past together, as if the clock had gone on.

Nothing of the site is touched for it, and its own clock and the database's stay those of the machine.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from domanu.core.db import db

from .little_world import LittleWorld

DATED = {
    "holds": ("seller_id", ("scheduled_at", "expires_at")),
    "bookings": ("seller_id", ("scheduled_at", "expires_at", "created_at")),
}
DAYS = {"waits": "seller_id", "availability_exceptions": "user_id"}
CLAIMS = "SELECT id FROM time_claims WHERE resource_id = ANY(:people) ORDER BY lower(during)"
EARLIER = """
UPDATE time_claims SET during = tstzrange(lower(during) - :by, upper(during) - :by), starts_at = starts_at - :by,
ends_at = ends_at - :by, expires_at = expires_at - :by WHERE id = :id
"""


def let_pass(world: LittleWorld, by: timedelta) -> None:
    people = {"people": list(world.people), "by": by}
    for claim in db.session.scalars(text(CLAIMS), people).all():  # one by one, so that none runs into the next
        db.session.execute(text(EARLIER), {"id": claim, "by": by})
    for table, (owner, columns) in DATED.items():
        moved = ", ".join(f"{column} = {column} - :by" for column in columns)
        db.session.execute(text(f"UPDATE {table} SET {moved} WHERE {owner} = ANY(:people)"), people)  # noqa: S608
    for table, owner in DAYS.items() if by.days else ():
        # Newer days first would run into older ones: a calendar has one exception a day.
        _move_days(table, owner, people | {"days": by.days})
    db.session.commit()


def _move_days(table: str, owner: str, values: dict[str, object]) -> None:
    rows = f"SELECT id FROM {table} WHERE {owner} = ANY(:people) AND day IS NOT NULL ORDER BY day"  # noqa: S608
    for key in db.session.scalars(text(rows), values).all():
        moved = f"UPDATE {table} SET day = day - CAST(:days AS integer) WHERE id = :id"  # noqa: S608
        db.session.execute(text(moved), {"id": key, "days": values["days"]})
