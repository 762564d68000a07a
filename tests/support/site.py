"""The site as it runs in production: gunicorn with its workers, and a job worker, in processes of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from pathlib import Path

from sqlalchemy.engine import URL

from domanu.config import ROOT, Config
from domanu.localdb.processes import wait_until
from tests.support.caller import Answer, Caller
from tests.support.database import config_for
from tests.support.patience import PATIENCE

PYTHON = [sys.executable, "-m"]
WEB_PROCESSES = 2
AT_ONCE = 4


@dataclass
class Site:
    environment: dict[str, str]
    listener: socket.socket
    log: Path
    app: str = "wsgi:app"
    web: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None
    port: int = field(init=False)

    def __post_init__(self) -> None:
        self.port = self.listener.getsockname()[1]

    def caller(self) -> Caller:
        return Caller(self.port)

    def start_web(self) -> None:
        bind = ["--bind", f"fd://{self.listener.fileno()}"]
        self.web = self._start("gunicorn", "-c", "gunicorn.conf.py", *bind, self.app)
        assert wait_until(self.is_ready, PATIENCE), self.last_words()

    def start_worker(self) -> None:
        self.worker = self._start("flask", "worker")

    def run(self, *command: str) -> str:
        """A `flask` command, to its end."""
        done = subprocess.run(  # noqa: S603
            [*PYTHON, "flask", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-40:])

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603
                [*PYTHON, *command],
                cwd=ROOT,
                env=self.environment,
                pass_fds=(self.listener.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


@contextmanager
def running_site(
    url: URL,
    folder: Path,
    settings: Mapping[str, str],
    *,
    web: bool = True,
    worker: bool = False,
    app: str = "wsgi:app",
) -> Iterator[Site]:
    """Its port stays bound while its processes come and go."""
    with _listening() as listener:
        site = Site(_environment(url, folder, listener.getsockname()[1], settings), listener, folder / "log", app)
        site.log.touch()
        try:
            if web:
                site.start_web()
            if worker:
                site.start_worker()
            yield site
        finally:
            kill(site.web)
            kill(site.worker)


def answers_of_all(ask: Callable[[], Answer]) -> list[Answer]:
    """Asked until each web process has answered, for one may be ready long before the other."""
    answers: list[Answer] = []

    def have_all_answered() -> bool:
        answers.extend(pool.map(lambda _: ask(), range(AT_ONCE)))
        return len({answer.process for answer in answers}) == WEB_PROCESSES

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert wait_until(have_all_answered, PATIENCE), f"one process answered all of {len(answers)} requests"
    return answers


def kill(process: subprocess.Popen[bytes] | None) -> None:
    """At once, with all its children, as a power cut would."""
    if process is None:
        return
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def stop(process: subprocess.Popen[bytes] | None, seconds: float) -> int:
    """In good order; subprocess.TimeoutExpired when it takes longer."""
    assert process is not None
    process.terminate()
    return process.wait(seconds)


@contextmanager
def _listening() -> Iterator[socket.socket]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(512)
        yield listener


def _environment(url: URL, folder: Path, port: int, settings: Mapping[str, str]) -> dict[str, str]:
    """The machine's own settings for a site do not reach this one."""
    ours = {item.name.upper() for item in fields_of(Config)}
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    known = config_for(url, folder)
    fixed = {
        "ENV": "test",
        "DATABASE_URL": known.database_url,
        "SECRET_KEY": known.secret_key,
        "BCRYPT_ROUNDS": str(known.bcrypt_rounds),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "INSTANCE_PATH": str(folder),
        "WEB_CONCURRENCY": str(WEB_PROCESSES),
        "GUNICORN_LOG_LEVEL": "warning",
        "PYTHONUNBUFFERED": "1",
    }
    return inherited | fixed | dict(settings)
