"""Who uses the server: each process holds a shared lease on it, and the last one to leave stops it.

The lease is a file lock, which the kernel drops however the process ends.
"""

import atexit
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from domanu.localdb import server
from domanu.localdb.cluster import make_cluster
from domanu.localdb.errors import LocalDatabaseError
from domanu.localdb.place import Place, settle


@dataclass(frozen=True)
class Lease:
    lock: int
    place: Place


_leases: dict[Path, Lease] = {}


def ensure(folder: Path, *, database: str = "domanu", settings: Sequence[str] = (), stop: bool = True) -> str:
    """Start or join the PostgreSQL that keeps its data in a folder; return the URL of the database."""
    named = folder.resolve() / "postgres"
    try:
        named.parent.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(named):
            place = settle(named)
            make_cluster(place, durable="fsync=off" not in settings)
            server.start(place, settings)
            _take_lease(named, place, stop=stop)
            _make_database(place, database)
    except PermissionError as error:
        raise LocalDatabaseError(
            f"{error.filename} belongs to another user: run this as that user, set DATABASE_URL, or use a fresh clone."
        ) from error
    return f"postgresql+psycopg://postgres@/{database}?host={place.sockets}&port=5432"


def is_lost(folder: Path) -> bool:
    """Whether this process holds a lease on a server that is no longer alive."""
    lease = _leases.get(folder.resolve() / "postgres")
    return lease is not None and not server.postmaster(lease.place)


@contextmanager
def _one_at_a_time(named: Path) -> Iterator[None]:
    """One process at a time starts or stops the server."""
    lock = _open(named.with_name(f"{named.name}.lock"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _open(path: Path) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    parent = path.parent.stat()
    if os.geteuid() == 0 and os.fstat(lock).st_uid != parent.st_uid:
        os.fchown(lock, parent.st_uid, parent.st_gid)
    return lock


def _take_lease(named: Path, place: Place, *, stop: bool) -> None:
    if named in _leases:
        return
    lease = _open(place.folder / "lease")
    fcntl.flock(lease, fcntl.LOCK_SH)
    _leases[named] = Lease(lease, place)
    if stop:
        atexit.register(_leave, named, os.getpid())


def _leave(named: Path, holder: int) -> None:
    if os.getpid() != holder:
        return  # a forked child; its parent holds the lease
    with _one_at_a_time(named):
        lease = _leases.pop(named)
        try:
            fcntl.flock(lease.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # somebody else still works with it
        finally:
            os.close(lease.lock)
        server.stop(lease.place)
        with suppress(OSError):
            lease.place.sockets.rmdir()


def _make_database(place: Place, database: str) -> None:
    with server.connect(place, "postgres") as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
