"""Writes docs/performance.md: the words of performance.template.md around the tables of the last run."""

from __future__ import annotations

import sys
from pathlib import Path
from string import Template

from domanu.config import ROOT

from .report_times import tables_of_times, words_of_times
from .results import Report, Result
from .scale import LARGE, SMALL
from .tables import at_least, at_most, table

WORDS = Path(__file__).parent / "performance.template.md"
PLACE = ROOT / "docs" / "performance.md"
AIMS = {"anonymous": 0.35, "signed in": 0.25}
CACHED_AIM = 0.6
GROWTH_AIM = 1.3
SEARCH_AIM = 3.0
SEARCH = "search"
SCALES = (SMALL.name, LARGE.name)


def write(report: Report) -> None:
    if not report.results or not report.times:
        sys.exit("The last run measured a part only.")
    tables = {"ratios": ratios(report), "growth": growth(report), "search": search(report), "pages": pages(report)}
    tables |= tables_of_times(report.times) | words_of_times(report.times)
    PLACE.write_text(Template(WORDS.read_text()).substitute(report.machine | tables))
    print(f"Wrote {PLACE.relative_to(ROOT)}")


def tell(report: Report) -> None:
    print(*report.results, sep="\n")
    if report.times:
        print(*tables_of_times(report.times).values(), sep="\n\n")


def ratios(report: Report) -> str:
    head = ["page", "reader", "services", "limit, req/s", "product, req/s", "p50, ms", "p95, ms", "ratio", "aim"]
    head += ["kept fragments, req/s", "ratio", "aim"]
    return table(head, (_ratio_row(result, scale) for result in report.results for scale in SCALES))


def _ratio_row(result: Result, scale: str) -> list[str]:
    product, cached = result.product[scale], result.cached[scale]
    is_anonymous = result.reader == "anonymous"
    return [
        result.page,
        result.reader,
        scale,
        f"{result.limit[scale].rate:.0f}",
        f"{product.rate:.0f}",
        f"{product.p50:.1f}",
        f"{product.p95:.1f}",
        at_least(result.ratio(scale), AIMS[result.reader]),
        f"{AIMS[result.reader]:.2f}",
        f"{cached.rate:.0f}",
        at_least(result.cached_ratio(scale), CACHED_AIM if is_anonymous else 0),
        f"{CACHED_AIM:.2f}" if is_anonymous else "",
    ]


def growth(report: Report) -> str:
    head = ["page", "reader", *(f"{scale}, ms" for scale in SCALES), f"growth (aim: {GROWTH_AIM} or less)"]
    return table(head, (_growth_row(result) for result in report.results))


def _growth_row(result: Result) -> list[str]:
    small, large = (result.alone[scale] for scale in SCALES)
    return [result.page, result.reader, f"{small:.2f}", f"{large:.2f}", at_most(large / small, GROWTH_AIM)]


def search(report: Report) -> str:
    head = [
        "reader",
        "services",
        "page, ms",
        "its statements, ms",
        f"page ÷ statements (aim: {SEARCH_AIM:.0f} or less)",
    ]
    found = (result for result in report.results if result.page == SEARCH)
    return table(head, (_search_row(result, scale) for result in found for scale in SCALES))


def _search_row(result: Result, scale: str) -> list[str]:
    page, sql = result.alone[scale], result.sql[scale]
    return [result.reader, scale, f"{page:.2f}", f"{sql:.2f}", at_most(page / sql, SEARCH_AIM)]


def pages(report: Report) -> str:
    head = ["page", "reader", "statements", "kB of HTML"]
    rows = ([each.page, each.reader, str(each.statements), f"{each.bytes / 1000:.0f}"] for each in report.results)
    return table(head, rows)
