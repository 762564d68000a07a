import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg

from domanu.localdb.cluster import ENVIRONMENT
from domanu.localdb.errors import LocalDatabaseError
from domanu.localdb.place import Place
from domanu.localdb.processes import all_commands, command_of, send_signal, wait_until

PATIENCE = 60
ALWAYS = ("max_connections=200", "timezone=UTC", "log_timezone=UTC", "jit=off")
LONGEST_LOG = 10_000_000
# The server is left to itself: no parent here that would have to bury it, no terminal whose Ctrl-C would reach it.
DETACH = 'log=$1; shift; "$@" </dev/null >>"$log" 2>&1 &'


def start(place: Place, settings: Sequence[str]) -> None:
    """Start the server unless it runs; on return it answers."""
    if _answers(place):
        return
    if postmaster(place):
        # Its starter was killed, or it is just stopping: either it answers soon or it is gone.
        wait_until(lambda: _answers(place) or not postmaster(place), PATIENCE)
    if not postmaster(place):
        _clear_away(place)
        _launch(place, settings)
    if not wait_until(lambda: _answers(place) or not postmaster(place), PATIENCE) or not _answers(place):
        raise LocalDatabaseError(f"PostgreSQL does not start; its log, {_log(place)}, ends: {_last_words(place)}")


def stop(place: Place) -> None:
    pid = postmaster(place)
    for kind, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 10)):
        if pid:
            send_signal(pid, kind)
            if wait_until(lambda: not postmaster(place), patience):
                return


def postmaster(place: Place) -> int:
    """The pid of the running server, 0 when there is none; a pid that now belongs to another program is none."""
    try:
        pid = int((place.data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return 0
    return pid if pid > 0 and str(place.data) in command_of(pid) else 0


def connect(place: Place, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(place.sockets), port=5432, user="postgres", dbname=database, autocommit=True, connect_timeout=5
    )


def _answers(place: Place) -> bool:
    try:
        connect(place, "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _clear_away(place: Place) -> None:
    """What a server that was killed leaves: its backends, and files that name a pid somebody else may have by now."""
    orphans = [pid for pid, command in all_commands().items() if command.startswith(f"postgres: {place.name}: ")]
    for pid in orphans:
        send_signal(pid, signal.SIGKILL)
    wait_until(lambda: not any(command_of(pid) for pid in orphans), 5)
    for left in (place.data / "postmaster.pid", *place.sockets.glob(".s.PGSQL.*")):
        left.unlink(missing_ok=True)


def _launch(place: Place, settings: Sequence[str]) -> None:
    if _log(place).exists() and _log(place).stat().st_size > LONGEST_LOG:
        os.truncate(_log(place), 0)
    chosen = (*ALWAYS, f"cluster_name={place.name}", "listen_addresses=", *settings)
    command = [str(place.binaries.folder / "postgres"), "-D", str(place.data), "-k", str(place.sockets), "-p", "5432"]
    command += [word for setting in chosen for word in ("-c", setting)]
    subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", DETACH, "sh", str(_log(place)), *command],
        cwd="/",
        env=ENVIRONMENT,
        start_new_session=True,
        umask=0o077,
        check=True,
        **place.account.popen_arguments(),
    )
    wait_until(lambda: postmaster(place) > 0, 3)


def _log(place: Place) -> Path:
    return place.data / "server.log"


def _last_words(place: Place) -> str:
    lines = _log(place).read_text(errors="replace").splitlines() if _log(place).exists() else []
    return " / ".join(lines[-3:]) or "(empty)"
