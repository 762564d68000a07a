"""Who uses the server: each process holds a shared lease on it, and the last one to leave stops it.

The lease is a file lock, which the kernel drops however the process ends.
"""

import atexit
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from domanu.localdb import server
from domanu.localdb.cluster import make_cluster
from domanu.localdb.errors import LocalDatabaseError
from domanu.localdb.place import Place, settle

_leases: dict[Path, int] = {}


def ensure(folder: Path, *, database: str = "domanu", settings: Sequence[str] = (), stop: bool = True) -> str:
    """Start or join the PostgreSQL that keeps its data in `folder`-<version>; return the URL of the database."""
    folder = folder.absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(folder):
            place = settle(folder)
            make_cluster(place, durable="fsync=off" not in settings)
            server.start(place, settings)
            _take_lease(folder, place, stop=stop)
            _make_database(place, database)
    except PermissionError as error:
        raise LocalDatabaseError(
            f"{error.filename} belongs to another user: run this as that user, set DATABASE_URL, or use a fresh clone."
        ) from error
    return f"postgresql+psycopg://postgres@/{database}?host={place.sockets}&port=5432"


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """One process at a time starts or stops the server."""
    lock = _open(folder.with_name(f"{folder.name}.lock"))
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


def _take_lease(folder: Path, place: Place, *, stop: bool) -> None:
    if folder in _leases:
        return
    lease = _open(place.folder / "lease")
    fcntl.flock(lease, fcntl.LOCK_SH)
    _leases[folder] = lease
    if stop:
        atexit.register(_leave, folder, place, os.getpid())


def _leave(folder: Path, place: Place, holder: int) -> None:
    if os.getpid() != holder:
        return  # a forked child; its parent holds the lease
    with _one_at_a_time(folder):
        lease = _leases.pop(folder)
        try:
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # somebody else still works with it
        finally:
            os.close(lease)
        server.stop(place)


def _make_database(place: Place, database: str) -> None:
    with server.connect(place, "postgres") as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
