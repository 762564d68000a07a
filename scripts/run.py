"""`make run`: database, migrations, demo data, web and worker, until Ctrl-C."""

import os
import signal
import sys
import time
from pathlib import Path

from domanu import config, localdb
from scripts.children import Child
from scripts.leftovers import Record
from scripts.port import listen, wanted_port
from scripts.prepare import prepare
from scripts.steps import step
from scripts.supervisor import SIGNALS, Supervisor, say

ROOT = Path(__file__).resolve().parent.parent


def main(began: float) -> None:
    for name in SIGNALS:
        signal.signal(name, signal.default_int_handler)
    try:
        prepare_and_run(began)
    except KeyboardInterrupt:
        sys.exit("\nStopped.")


def prepare_and_run(began: float) -> None:
    with step("Reading the settings" if os.environ.get("DATABASE_URL") else "Starting PostgreSQL"):
        settings = config.load()
    record = Record(Path(settings.instance_path))
    record.claim()
    if left := record.end_leftovers():
        print(f"Stopped what an earlier run had left: {' and '.join(left)}.")
    sign_ins = prepare(settings)
    with listen(wanted_port(os.environ.get("PORT", ""))) as listener:
        run(settings, record, listener.fileno(), listener.getsockname()[1], sign_ins, began)


def run(settings: config.Config, record: Record, listener: int, port: int, sign_ins: str, began: float) -> None:  # noqa: PLR0917
    address = f"http://localhost:{port}"
    children = make_children(environment(settings, address), listener)
    supervisor = Supervisor(children, record, address, lambda: keep_database(settings))
    try:
        with step("Starting web and worker"):
            ready = supervisor.wait_until_ready(port)
        if ready:
            print(f"\n{sign_ins}\n\nDomanu is ready at {address} after {time.monotonic() - began:.1f} s.", end=" ")
            print("Ctrl-C stops it.\n", flush=True)
            supervisor.watch()
    finally:
        say("\nStopping …")
        supervisor.stop()
        say("Stopped.")
    if not supervisor.told:
        sys.exit("Domanu stopped, because a part of it did not stay up; its last words are above.")


def environment(settings: config.Config, address: str) -> dict[str, str]:
    base_url = address if settings.base_url == "http://localhost:8000" else settings.base_url
    return os.environ | {
        "ENV": settings.env,
        "DATABASE_URL": settings.database_url,
        "BASE_URL": base_url,
        "FLASK_APP": "wsgi",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "warning"),  # the address and the sign-ins stay in view
        "GUNICORN_LOG_LEVEL": os.environ.get("GUNICORN_LOG_LEVEL", "warning"),
        "PYTHONUNBUFFERED": "1",
    }


def make_children(env: dict[str, str], listener: int) -> list[Child]:
    python = [sys.executable, "-m"]
    web = [*python, "gunicorn", "-c", "gunicorn.conf.py", "--bind", f"fd://{listener}", "wsgi:app"]
    worker = [*python, "flask", "worker"]
    return [Child("web", web, ROOT, env, (listener,)), Child("worker", worker, ROOT, env)]


def keep_database(settings: config.Config) -> None:
    """Only our own server is looked after; one that DATABASE_URL names belongs to somebody else."""
    folder = Path(settings.instance_path)
    if localdb.is_lost(folder):
        say("PostgreSQL ended by itself; it starts again.")
        config.load()
