import contextlib
import hashlib
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from domanu.localdb.account import Account, choose_account
from domanu.localdb.binaries import UNPACKED, Binaries, find_binaries
from domanu.localdb.errors import LocalDatabaseError

ELSEWHERE = Path("/var/lib/domanu")
NOTE = """\
The data of this PostgreSQL are not here: it runs as the user {user}, who may not enter this folder.
They lie, with a copy of its programs, in the folder that the last line names.
{base}
"""


@dataclass(frozen=True)
class Place:
    """Where one cluster lives, which programs serve it, and as whom."""

    folder: Path
    sockets: Path
    account: Account
    binaries: Binaries

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def name(self) -> str:
        """Shown in the title of each of the server's processes, so that they can be told from others."""
        return self.sockets.name


def settle(named: Path) -> Place:
    """Decide where the cluster of this name lives and make that place; a note beside the name tells when it is far."""
    account = choose_account(named.parent)
    base = _base(named, account)
    existing = {_major(cluster) for cluster in base.glob(f"{named.name}-*") if (cluster / "data").is_dir()}
    binaries = find_binaries(existing)
    if base != named.parent and binaries.folder.is_relative_to(UNPACKED):
        binaries = Binaries(_copy_of(binaries.folder, base), binaries.major)
    cluster = base / f"{named.name}-{binaries.major}"
    cluster.mkdir(exist_ok=True)
    if not account.is_me:
        cluster.chmod(0o711)
    return Place(cluster, _take_sockets(cluster, account), account, binaries)


def _base(named: Path, account: Account) -> Path:
    note = named.with_name(f"{named.name}.where")
    if note.exists():
        base = Path(note.read_text().splitlines()[-1])
    elif account.is_me or (account.may("x", named.parent) and _may_run_unpacked(account)):
        return named.parent
    else:
        base = ELSEWHERE / secrets.token_hex(6)
        note.write_text(NOTE.format(user=account.name, base=base))
    for made in (ELSEWHERE, base):
        made.mkdir(exist_ok=True)
        made.chmod(0o755)
    return base


def _may_run_unpacked(account: Account) -> bool:
    return not UNPACKED.exists() or account.may("x", UNPACKED / "pgserver" / "pginstall" / "bin" / "postgres")


def _major(cluster: Path) -> int:
    return int(cluster.name.rpartition("-")[2])


def _copy_of(folder: Path, base: Path) -> Path:
    copy = base / "programs"
    inside = copy / folder.relative_to(UNPACKED)
    if not _is_same(folder / "postgres", inside / "postgres"):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.rmtree(base / "programs.new", ignore_errors=True)
        shutil.copytree(UNPACKED, base / "programs.new", symlinks=True)
        _open_to_all(base / "programs.new")
        (base / "programs.new").rename(copy)
    return inside


def _is_same(original: Path, copy: Path) -> bool:
    if not copy.exists():
        return False
    ours, theirs = original.stat(), copy.stat()
    return (ours.st_size, int(ours.st_mtime)) == (theirs.st_size, int(theirs.st_mtime))


def _open_to_all(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o444 | (0o111 if path.is_dir() or os.access(path, os.X_OK) else 0))


def _take_sockets(cluster: Path, account: Account) -> Path:
    """A short folder whatever the checkout's path, for a socket's path holds 107 bytes."""
    mark = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:16]
    sockets = Path("/tmp") / f"domanu-{account.uid}-{mark}"  # noqa: S108 - checked below before it is trusted
    with contextlib.suppress(FileExistsError):
        sockets.mkdir(mode=0o700)
    seen = sockets.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid not in {account.uid, os.geteuid()} or seen.st_mode & 0o077:
        raise LocalDatabaseError(f"{sockets} is not a private folder of {account.name}: see who made it and remove it.")
    if seen.st_uid != account.uid:
        os.chown(sockets, account.uid, account.gid, follow_symlinks=False)
    return sockets
