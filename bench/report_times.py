"""The tables of what has to do with time."""

from __future__ import annotations

from .free_times import FreeTimes
from .openings import Openings
from .tables import at_least, at_most, table
from .times import Times

BOOKING_AIM, HOT_AIM, FREE_AIM, OPENINGS_AIM = 0.2, 2.0, 2.0, 1.5


def tables_of_times(times: Times) -> dict[str, str]:
    return {"booking": booking(times), "free_times": free_times(times), "openings": openings(times)}


def words_of_times(times: Times) -> dict[str, str]:
    return {"bookings": f"{times.bookings:,}", "connections": str(times.connections)}


def booking(times: Times) -> str:
    head = ["", "bookings/s", "p50, ms", "p95, ms", "ratio", "aim"]
    found = times.booking
    spread, hot = found.spread, found.hot
    replayed = f"pgbench, the same {found.statements} statements"
    to_limit, to_spread = at_least(spread.rate / found.limit, BOOKING_AIM), at_most(spread.rate / hot.rate, HOT_AIM)
    rows = [
        [replayed, f"{found.limit:.0f}", "", "", "", ""],
        [
            "API, all sellers",
            f"{spread.rate:.0f}",
            f"{spread.p50:.0f}",
            f"{spread.p95:.0f}",
            to_limit,
            "0.20 of pgbench",
        ],
        ["API, one seller", f"{hot.rate:.0f}", f"{hot.p50:.0f}", f"{hot.p95:.0f}", to_spread, "2 times slower at most"],
    ]
    return table(head, rows)


def free_times(times: Times) -> str:
    head = [
        "sellers",
        "claims",
        "free times",
        "their plans, ms",
        "free times, ms",
        "bare, ms",
        "free times \u00f7 bare (aim: 2)",
    ]
    return table(head, (_free_row(each) for each in times.free_times))


def _free_row(each: FreeTimes) -> list[str]:
    counts = [str(each.sellers), str(each.rows), str(each.free)]
    spent = [f"{taken:.2f}" for taken in (each.plans, each.product, each.bare)]
    return [*counts, *spent, at_most(each.product / each.bare, FREE_AIM)]


def openings(times: Times) -> str:
    head = [
        "reader",
        "with, ms",
        "without, ms",
        "ratio (aim: 1.5)",
        "with, req/s",
        "without, req/s",
        "ratio (aim: 1.5)",
    ]
    return table(head, (_openings_row(each) for each in times.openings))


def _openings_row(each: Openings) -> list[str]:
    one, other = each.alone["product"], each.alone["without"]
    rate, most = each.load["product"].rate, each.load["without"].rate
    alone = [f"{one:.2f}", f"{other:.2f}", at_most(one / other, OPENINGS_AIM)]
    return [each.reader, *alone, f"{rate:.0f}", f"{most:.0f}", at_most(most / rate, OPENINGS_AIM)]
