"""Each part of the site is killed again and again while people hold, book and confirm: whatever was answered is there,
nothing is held for nobody, and every mail was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple
from uuid import UUID

import pytest

from domanu import create_app
from domanu.bookings.mails import MOST_A_DAY
from domanu.core.db import db
from tests.bookings.order import broken_rules
from tests.support.database import config_for
from tests.support.killing import PARTS, Kill, Scene, cut_off, kill_at, rows, wait_until_done
from tests.support.own_server import OwnServer
from tests.support.post_office import PostOffice
from tests.support.site import running_site
from tests.support.trades import Trades, open_shop, trades

WAITING = "SELECT name FROM jobs WHERE name IN ('deliver', 'mail_booking')"
BOOKINGS = "SELECT '/bookings/' || id, status FROM bookings"
FACTS = """
    SELECT actor_id::text, data ->> 'customer_id', id::text FROM events
    WHERE name IN ('booking.requested', 'booking.confirmed')
"""


class Outcome(NamedTuple):
    kills: list[Kill]
    people: Trades
    office: PostOffice
    bookings: dict[str, str]
    letters: int
    """To whoever did it for each, and to the other for as many as one is mailed in a day."""
    broken: set[tuple[str, UUID]]


def test_five_points(server: OwnServer, office: PostOffice, settings: dict[str, str], tmp_path: Path) -> None:
    """At each of them all three parts die, one after the other."""
    check(kill_again_and_again(PARTS, 5, server, office, settings, tmp_path))


@pytest.mark.soak
@pytest.mark.parametrize("part", PARTS)
def test_fifty_points(
    part: str, server: OwnServer, office: PostOffice, settings: dict[str, str], tmp_path: Path
) -> None:
    outcome = kill_again_and_again([part], 50, server, office, settings, tmp_path)
    print(report(part, outcome))  # noqa: T201 - what a long run found is told
    check(outcome)


def kill_again_and_again(
    parts: Sequence[str], points: int, server: OwnServer, office: PostOffice, settings: dict[str, str], folder: Path
) -> Outcome:
    app = create_app(config_for(server.url, folder))
    with app.app_context():
        shop = open_shop()
        _hang_up()
    with running_site(server.url, folder, settings, worker=True) as site:
        with trades(site, shop) as people:
            kills = kill_at(points, parts, Scene(site, server, office, people, Random(" ".join(parts))))  # noqa: S311 - no secret
        wait_until_done(server, WAITING, site)
    with app.app_context():
        broken = broken_rules(shop.people)
        _hang_up()
    statuses = {row[0]: row[1] for row in rows(server, BOOKINGS)}
    done = Counter(row[:2] for row in rows(server, FACTS))
    letters = sum(number + min(number, MOST_A_DAY) for number in done.values())
    return Outcome(kills, people, office, statuses, letters, broken)


def check(outcome: Outcome) -> None:
    people, letters = outcome.people, outcome.office.letters
    assert outcome.broken == set(), "a hold without its claim, or a claim of nothing"
    assert people.booked <= outcome.bookings.keys(), "a booking was promised and is not there"
    assert {outcome.bookings[key] for key in people.confirmed} == {"confirmed"}
    names = {str(letter["Message-ID"]) for letter in letters}
    assert len(names) == outcome.letters, "a change of which somebody was told nothing"
    assert len(letters) - len(names) <= cut_off(outcome.kills), "more copies than jobs cut off before committing"
    for failure in people.failures:
        assert failure.outcome != 500, failure
        assert any(failure.began <= one.up and failure.ended >= one.down for one in outcome.kills), failure


def report(part: str, outcome: Outcome) -> str:
    letters, failures = len(outcome.office.letters), [failure.outcome for failure in outcome.people.failures]
    names = len({str(letter["Message-ID"]) for letter in outcome.office.letters})
    return (
        f"\n{part}: {len(outcome.kills)} kills, {len(outcome.bookings)} bookings, {len(outcome.people.confirmed)} "
        f"confirmed, {letters} mails, {letters - names} copies, {len(failures)} requests cut off "
        f"{sorted(set(map(str, failures)))}"
    )


def _hang_up() -> None:
    """The server is about to be killed, and is another's afterwards."""
    db.session.remove()
    db.engine.dispose()
