from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from domanu.localdb.processes import all_commands, command_of, wait_until
from tests.localdb.conftest import Holder, ask, postmaster_of
from tests.support.patience import PATIENCE

Hold = Callable[[], Holder]
BUSY = "DO $$ BEGIN LOOP END LOOP; END $$"


def test_it_starts_again_after_a_killed_postmaster(hold: Hold, folder: Path) -> None:
    url = hold().url
    ask(url, "CREATE TABLE kept AS SELECT 7 AS it")
    pid = postmaster_of(folder)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not command_of(pid), PATIENCE)

    assert ask(hold().url, "SELECT it FROM kept") == 7


def test_it_starts_again_beside_a_backend_that_did_not_notice(hold: Hold, folder: Path) -> None:
    url = hold().url
    query = make_url(url).query
    with closing(psycopg.connect(host=str(query["host"]), port=5432, user="postgres", dbname="domanu")) as busy:
        backend = busy.info.backend_pid
        busy.pgconn.send_query(BUSY.encode())
        wait_until(lambda: ask(url, f"SELECT query FROM pg_stat_activity WHERE pid = {backend}") == BUSY, PATIENCE)  # noqa: S608
        os.kill(postmaster_of(folder), signal.SIGKILL)
        assert command_of(backend)

        assert ask(hold().url, "SELECT 1") == 1
        assert not command_of(backend)


def test_a_stale_pid_file_is_no_server(hold: Hold, folder: Path) -> None:
    first = hold()
    assert first.url
    first.leave()
    file = next(folder.rglob("PG_VERSION")).with_name("postmaster.pid")
    for left in (f"{os.getpid()}\n", "999999\n", ""):
        file.write_text(left)
        holder = hold()
        assert ask(holder.url, "SELECT 1") == 1
        holder.leave()


def test_a_broken_off_initdb_is_done_again(hold: Hold, folder: Path) -> None:
    first = hold()
    assert first.url
    first.leave()
    data = next(folder.glob("postgres-*")) / "data"
    data.rename(data.with_name("data.new"))
    (data.with_name("data.new") / "global" / "pg_control").unlink()

    assert ask(hold().url, "SELECT 1") == 1
    assert not data.with_name("data.new").exists()


def test_killing_everything_leaves_nothing_that_disturbs(hold: Hold, folder: Path) -> None:
    holder = hold()
    assert holder.url
    name = str(folder)
    holder.kill()
    for pid in [pid for pid, command in all_commands().items() if name in command]:
        os.kill(pid, signal.SIGKILL)

    assert ask(hold().url, "SELECT 1") == 1
