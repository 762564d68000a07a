"""Each part of the site is killed again and again while people register: nobody's mail is lost, nobody gets two."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from tests.support.killing import PARTS, Kill, Scene, cut_off, kill_at, rows, wait_until_done
from tests.support.own_server import OwnServer
from tests.support.post_office import PostOffice
from tests.support.registrations import SENT, Registrations, registrations
from tests.support.site import running_site

WAITING = "SELECT id FROM jobs WHERE name = 'deliver'"


class Outcome(NamedTuple):
    kills: list[Kill]
    people: Registrations
    office: PostOffice
    accounts: set[str]


def test_five_points(server: OwnServer, office: PostOffice, settings: dict[str, str], tmp_path: Path) -> None:
    """At each of them all three parts die, one after the other."""
    check(kill_again_and_again(PARTS, 5, server, office, settings, tmp_path))


@pytest.mark.soak
@pytest.mark.parametrize("part", PARTS)
def test_twenty_points(
    part: str, server: OwnServer, office: PostOffice, settings: dict[str, str], tmp_path: Path
) -> None:
    if part == "web":  # the worker lives on, so nobody need take its jobs over soon
        settings |= {"JOB_LEASE_SECONDS": "30"}
    outcome = kill_again_and_again([part], 20, server, office, settings, tmp_path)
    print(report(part, outcome))  # noqa: T201 - what a long run found is told
    check(outcome)


def kill_again_and_again(
    parts: Sequence[str], points: int, server: OwnServer, office: PostOffice, settings: dict[str, str], folder: Path
) -> Outcome:
    """At moments that differ, but are chosen alike in each run."""
    with running_site(server.url, folder, settings, worker=True) as site:
        with registrations(site) as people:
            kills = kill_at(points, parts, Scene(site, server, office, people, Random(" ".join(parts))))  # noqa: S311 - no secret
        wait_until_done(server, WAITING, site)
    return Outcome(kills, people, office, _accounts(server))


def check(outcome: Outcome) -> None:
    counts = outcome.office.counts
    answered = {attempt.email for attempt in outcome.people.attempts if attempt.outcome == SENT}
    assert answered <= outcome.accounts, "an account was promised and is not there"
    assert set(counts) == outcome.accounts, "an account without its mail, or a mail without its account"
    assert counts.total() - len(counts) <= cut_off(outcome.kills), "more copies than jobs cut off before committing"
    names = {str(letter["Message-ID"]) for letter in outcome.office.letters}
    assert len(names) == len(counts), "a copy does not say that it is one"
    for attempt in outcome.people.attempts:
        if attempt.outcome != SENT:
            assert attempt.outcome != 500, attempt
            assert any(attempt.began <= one.up and attempt.ended >= one.down for one in outcome.kills), attempt


def report(part: str, outcome: Outcome) -> str:
    counts = outcome.office.counts
    failed = [attempt.outcome for attempt in outcome.people.attempts if attempt.outcome != SENT]
    down = max(one.up - one.down for one in outcome.kills)
    return (
        f"\n{part}: {len(outcome.kills)} kills, {len(outcome.accounts)} accounts, {counts.total()} mails, "
        f"{counts.total() - len(counts)} copies, {len(failed)} requests cut off {sorted(set(map(str, failed)))}, "
        f"longest away {down:.1f} s"
    )


def _accounts(server: OwnServer) -> set[str]:
    return {email for (email,) in rows(server, "SELECT email FROM users")}
