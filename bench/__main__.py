"""Loads two scratch databases, starts the product and the limit on each, measures, and writes docs/performance.md."""

from __future__ import annotations

import argparse
import time
from contextlib import ExitStack

from . import machine
from .measuring import measure
from .report import tell, write
from .results import Report
from .rounds import Effort
from .scale import LARGE, SMALL, TINY
from .site import INSTANCE, server
from .stand import PAGES, TIMES, ready
from .times import measure_times

FULL = Effort(rounds=5, seconds=2.0, connections=16)
QUICK = Effort(rounds=1, seconds=0.3, connections=4)
KEPT = INSTANCE / "results.json"


def main() -> None:
    chosen = _arguments()
    began = time.monotonic()
    report = Report.read(KEPT) if chosen.write else _run(chosen)
    if chosen.quick or chosen.only:
        tell(report)
    else:
        write(report)
    print(f"All of it after {time.monotonic() - began:.0f} s")


def _run(chosen: argparse.Namespace) -> Report:
    scales = [TINY, SMALL] if chosen.quick else [SMALL, LARGE]
    effort = QUICK if chosen.quick else FULL
    wants_pages, wants_times = chosen.only != "time", chosen.only != "pages"
    kinds = {scale: (*PAGES,) * wants_pages + (*TIMES,) * (wants_times and scale is scales[-1]) for scale in scales}
    with ExitStack() as stack:
        database = server()
        stands = [
            stack.enter_context(ready(database, scale, set(wanted), reuse=chosen.reuse))
            for scale, wanted in kinds.items()
            if wanted
        ]
        report = Report(
            machine.describe(stands[0].connection),
            measure(stands, effort) if wants_pages else [],
            measure_times(stands[-1], effort) if wants_times else None,
        )
    report.keep(KEPT)
    return report


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few rows and short rounds, to see that all of it works")
    parser.add_argument("--only", choices=("pages", "time"), help="without the other part, and nothing is written")
    parser.add_argument("--reuse", action="store_true", help="take the databases that an earlier --reuse has left")
    parser.add_argument("--write", action="store_true", help="write the tables anew from the figures of the last run")
    return parser.parse_args()


if __name__ == "__main__":
    main()
