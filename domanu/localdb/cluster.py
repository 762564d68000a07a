import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from domanu.localdb.errors import LocalDatabaseError
from domanu.localdb.place import Place

# initdb hands its own path to a shell between double quotes.
UNSAFE = frozenset('"$`\\\n')
BUILTIN_LOCALES_SINCE = 17
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def make_cluster(place: Place, *, durable: bool) -> None:
    """Make the data folder in one step, so that an interrupted initdb leaves nothing that looks like one."""
    if place.data.exists():
        _hand_over(place.data, place)
        return
    fresh = place.folder / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    _hand_over(fresh, place)
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", *_locale(place.binaries.major)]
    _run_initdb(place, ["-D", str(fresh), *options, *([] if durable else ["--no-sync"])])
    fresh.rename(place.data)


def _hand_over(folder: Path, place: Place) -> None:
    """As root: the whole folder belongs to the server's account, whoever copied it here."""
    account = place.account
    if account.is_me or folder.stat().st_uid == account.uid:
        return
    for parent, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.chown(Path(parent) / name, account.uid, account.gid, follow_symlinks=False)


def _locale(major: int) -> list[str]:
    """Sorted by code point and the same on every machine; other orders are made in Python."""
    if major >= BUILTIN_LOCALES_SINCE:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def _run_initdb(place: Place, options: Sequence[str]) -> None:
    folder = place.binaries.folder
    if not UNSAFE & set(str(folder)):
        _check(place, [str(folder / "initdb"), *options])
        return
    with tempfile.TemporaryDirectory(prefix="domanu-") as copy:
        Path(copy).chmod(0o755)
        root = folder.parents[2]
        shutil.copytree(root, Path(copy) / "root")
        _check(place, [str(Path(copy) / "root" / folder.relative_to(root) / "initdb"), *options])


def _check(place: Place, command: Sequence[str]) -> None:
    arguments = place.account.popen_arguments()
    done = subprocess.run(  # noqa: S603
        command, cwd="/", env=ENVIRONMENT, capture_output=True, text=True, check=False, **arguments
    )
    if done.returncode:
        raise LocalDatabaseError(f"PostgreSQL could not make {place.data}: {(done.stderr or done.stdout).strip()}")
