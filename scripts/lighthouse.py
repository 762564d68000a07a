"""`make lighthouse`: asks Lighthouse about the main pages of a demo site, as a phone sees them.

It writes docs/lighthouse.md, and fails below the bars. Of several runs the median counts, as one run may be unlucky.
"""

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from scripts.browser import find_browser
from scripts.node import lighthouse
from scripts.screenshots import demo_site
from scripts.steps import step

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "docs" / "lighthouse.md"
RUNS = 3
TRIES = 4
PATIENCE = 300
WARM_UP = 5
BAR = 95
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "search engines",
}
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu"
MOST_FINDINGS = 12
HEAD = """# What Lighthouse says

    make lighthouse

measures these pages of a demo site of its own as a phone on a slow line sees them: {version}, its usual mobile
setting, the median of {runs} runs. Of 100; the bar is {bar} everywhere.

"""


class Verdict(NamedTuple):
    page: str
    scores: dict[str, int]
    findings: list[str]
    version: str

    @property
    def is_good(self) -> bool:
        return all(score >= BAR for score in self.scores.values())


def main() -> int:
    command = lighthouse()
    with demo_site() as address:
        _warm_up(address)
        verdicts = [ask(command, name, address + path) for name, path in pages(address).items()]
    write(verdicts)
    for verdict in verdicts:
        print(verdict.page, verdict.scores, *verdict.findings, sep="\n  ")
    return 0 if all(verdict.is_good for verdict in verdicts) else 1


def _warm_up(address: str) -> None:
    """Each process has loaded its templates, and drawn what there is to draw, before anybody measures."""
    for path in [*pages(address).values()] * WARM_UP:
        _read(address + path)


def pages(address: str) -> dict[str, str]:
    """Home, search, and the first marketplace and the first service that home shows."""
    text = _read(address)
    marketplace, service = (re.findall(pattern, text)[0] for pattern in (r'"(/m/[^"]+)"', r'"(/services/[^"]{36})"'))
    return {"home": "/", "marketplace": marketplace, "service": service, "search": "/services?q=guitar"}


def _read(url: str) -> str:
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own site
        return str(answer.read().decode())


def ask(command: list[str], name: str, url: str) -> Verdict:
    with step(f"Lighthouse: {name}"):
        reports = [_report(command, url) for _ in range(RUNS)]
    scores = {kind: round(median(_score(report, kind) for report in reports)) for kind in CATEGORIES}
    version = f"Lighthouse {reports[0]['lighthouseVersion']}"
    return Verdict(name, scores, list(_findings(reports[-1])), version)


def write(verdicts: list[Verdict]) -> None:
    head = HEAD.format(version=verdicts[0].version, runs=RUNS, bar=BAR)
    rows = [["page", *CATEGORIES.values()], ["---"] * (len(CATEGORIES) + 1)]
    rows += [[verdict.page, *(_told(score) for score in verdict.scores.values())] for verdict in verdicts]
    PLACE.write_text(head + "".join(f"| {' | '.join(row)} |\n" for row in rows))
    print(f"Wrote {PLACE.relative_to(ROOT)}")


def _report(command: list[str], url: str) -> dict[str, Any]:
    """On a busy machine the browser now and then misses its own beginning; then it is asked again."""
    said = ""
    for _ in range(TRIES):
        report, said = _try(command, url)
        if report and "runtimeError" not in report:
            return report
    sys.exit(f"\nLighthouse could not ask for {url}:\n{said[-2000:]}")


def _try(command: list[str], url: str) -> tuple[dict[str, Any], str]:
    words = ["--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={FLAGS}"]
    words += ["--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}"]
    browser = os.environ | {"CHROME_PATH": str(find_browser())}
    done = subprocess.run(
        [*command, url, *words], env=browser, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    return json.loads(done.stdout) if done.stdout.startswith("{") else {}, done.stderr


def _score(report: dict[str, Any], kind: str) -> float:
    return 100 * float(report["categories"][kind]["score"] or 0)


def _findings(report: dict[str, Any]) -> Iterable[str]:
    """What costs points, for whoever mends it."""
    counted = {ref["id"] for kind in CATEGORIES for ref in report["categories"][kind]["auditRefs"] if ref["weight"]}
    low = [audit for name, audit in report["audits"].items() if name in counted and (audit["score"] or 0) < 1]
    shown = (audit for audit in low if audit["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"})
    for audit in list(shown)[:MOST_FINDINGS]:
        yield f"{audit['id']}: {audit['title']} {audit.get('displayValue', '')}".strip()


def _told(score: int) -> str:
    return str(score) if score >= BAR else f"**{score}**"


if __name__ == "__main__":
    sys.exit(main())
