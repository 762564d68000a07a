"""The processes that are measured, on scratch databases of an embedded PostgreSQL of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields

from sqlalchemy.engine import URL, make_url

from domanu import localdb
from domanu.config import ROOT, Config, load

INSTANCE = ROOT / "instance" / "bench"
LOGS = INSTANCE / "logs"
HOST = "bench.example"
PATIENCE = 60
DATABASE = (
    "fsync=off",
    "shared_buffers=1GB",
    "max_wal_size=8GB",
    "effective_cache_size=4GB",
    "random_page_cost=1.1",
    "autovacuum=off",
    "max_parallel_maintenance_workers=2",
)


def server() -> URL:
    return make_url(localdb.ensure(INSTANCE, settings=DATABASE, database="domanu_bench"))


def environment(database: URL, **settings: str) -> dict[str, str]:
    """As in production. What this machine has set for a site of its own, in files too, counts for nothing."""
    nothing = {item.name.upper(): "" for item in fields(Config)}
    ours = {
        "ENV": "prod",
        "BASE_URL": f"https://{HOST}",
        "SECRET_KEY": "only the bench signs its cookies with this",
        "DATABASE_URL": database.render_as_string(hide_password=False),
        "INSTANCE_PATH": str(INSTANCE),
        "MAIL_SERVER": "127.0.0.1",
        "GUNICORN_LOG_LEVEL": "warning",
        "WEB_CONCURRENCY": "2",
    }
    return nothing | ours | settings


def config(database: URL, **settings: str) -> Config:
    return load(environment(database, **settings))


@contextmanager
def serving(name: str, app: str, settings: Mapping[str, str]) -> Iterator[int]:
    """gunicorn, as it is set in production; answers its port."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with socket.socket() as listener, (LOGS / f"{name}.log").open("wb") as log:
        listener.bind(("127.0.0.1", 0))
        listener.listen(512)
        port = int(listener.getsockname()[1])
        command = ["gunicorn", "-c", "gunicorn.conf.py", "--bind", f"fd://{listener.fileno()}", app]
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=os.environ | settings,
            pass_fds=(listener.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait(name, process, port)
            yield port
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(name: str, process: subprocess.Popen[bytes], port: int) -> None:
    began = time.monotonic()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": HOST})
    while time.monotonic() - began < PATIENCE and process.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit(f"{name} does not answer: see {LOGS / name}.log")
