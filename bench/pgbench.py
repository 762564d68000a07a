"""pgbench, which comes with PostgreSQL: as many transactions as a number of connections can do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from sqlalchemy.engine import URL

from domanu.localdb.binaries import find_binaries

from .site import INSTANCE
from .stand import OPTIONS

SCRIPT = INSTANCE / "replay.sql"
RATE = re.compile(r"tps = ([\d.]+)")
DONE = re.compile(r"actually processed: (\d+)")


def run_script(script: str, database: URL, *, connections: int, each: int, first: int) -> float:
    """Transactions per second."""
    SCRIPT.write_text(script)
    plain = database.set(drivername="postgresql").render_as_string(hide_password=False)
    settings = {"i": -1, "clients": connections, "first": first}
    command = [
        _program(),
        "-n",
        "-M",
        "prepared",
        "-c",
        str(connections),
        "-j",
        "2",
        "-t",
        str(each),
        "-f",
        str(SCRIPT),
    ]
    command += [f"-D{name}={value}" for name, value in settings.items()]
    run = subprocess.run(
        [*command, plain], env=os.environ | {"PGOPTIONS": OPTIONS}, capture_output=True, text=True, check=False
    )
    rate, done = RATE.search(run.stdout), DONE.search(run.stdout)
    if run.returncode or rate is None or done is None or int(done[1]) != connections * each:
        sys.exit(f"pgbench could not replay it:\n{run.stderr[-2000:]}")
    return float(rate[1])


def _program() -> str:
    beside = find_binaries(set()).folder / "pgbench"
    found = str(beside) if beside.exists() else shutil.which("pgbench")
    if found is None:
        sys.exit("There is no pgbench on this machine.")
    return str(Path(found))
