from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from domanu.config import ROOT
from domanu.localdb.processes import command_of, send_signal, wait_until
from tests.support.patience import PATIENCE


class Holder:
    """Another process that holds the database."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.localdb.hold", str(folder)]
        self.process = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    @property
    def url(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def leave(self) -> str:
        return self.process.communicate(timeout=PATIENCE)[1]

    def kill(self) -> None:
        self.process.kill()
        self.leave()


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> Iterator[Path]:
    """Unlike tmp_path it may be entered by all, as PostgreSQL must when root runs the tests."""
    base = Path(tempfile.mkdtemp(prefix="domanu test "))
    base.chmod(0o755)
    folder = base / getattr(request, "param", "instance")
    folder.mkdir()
    yield folder
    for file in base.rglob("postmaster.pid"):
        stop_server(file)
    shutil.rmtree(base)


@pytest.fixture
def hold(folder: Path) -> Iterator[Callable[[], Holder]]:
    with ExitStack() as stack:

        def start() -> Holder:
            holder = Holder(folder)
            stack.callback(_end, holder)
            return holder

        yield start


def postmaster_of(folder: Path) -> int:
    """The pid in the server's own file, alive or not; 0 when it was stopped in good order."""
    files = list(folder.rglob("postmaster.pid"))
    return int(files[0].read_text().splitlines()[0]) if files else 0


def ask(url: str, question: str) -> object:
    query = make_url(url).query
    with psycopg.connect(host=str(query["host"]), port=5432, user="postgres", dbname="domanu", autocommit=True) as c:
        cursor = c.execute(question.encode())
        return cursor.fetchone()[0] if cursor.description else None  # type: ignore[index]


def stop_server(file: Path) -> None:
    pid = int(file.read_text().splitlines()[0])
    if str(file.parent) in command_of(pid):
        send_signal(pid, signal.SIGQUIT)
        wait_until(lambda: not command_of(pid), PATIENCE)


def _end(holder: Holder) -> None:
    if holder.process.poll() is None:
        holder.kill()
    for stream in (holder.process.stdin, holder.process.stdout, holder.process.stderr):
        if stream:
            stream.close()
