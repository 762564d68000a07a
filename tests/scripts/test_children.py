from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from domanu.localdb.processes import command_of, wait_until
from scripts.children import MOST_QUICK_DEATHS, Child
from scripts.leftovers import Record, find_living
from scripts.supervisor import Supervisor
from tests.support.patience import PATIENCE

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDS = [sys.executable, "-c", "raise SystemExit(3)"]


def child(command: list[str], folder: Path) -> Child:
    return Child("web", command, folder, dict(os.environ))


def test_a_child_starts_and_stops(tmp_path: Path) -> None:
    web = child(SLEEPS, tmp_path)
    web.start()
    assert web.is_alive

    web.signal(signal.SIGTERM)
    assert wait_until(lambda: not web.is_alive, PATIENCE)


def test_a_death_is_told_and_the_next_starts_wait_longer(tmp_path: Path) -> None:
    web = child(ENDS, tmp_path)
    said = []
    while not web.is_hopeless:
        web.start()
        assert wait_until(lambda: not web.is_alive, PATIENCE)
        said.append(web.note_death())

    assert said[0] == "The web process ended by itself (exit code 3); it starts again."
    assert said[1].endswith("it starts again in 2 s.")
    assert said[-1] == f"The web process ended {MOST_QUICK_DEATHS} times within seconds (exit code 3): giving up."


def test_leftovers_are_ended_and_only_they(tmp_path: Path) -> None:
    ours, other = child(SLEEPS, tmp_path), child(SLEEPS, tmp_path)
    ours.start()
    other.start()
    record = Record(tmp_path)
    record.write(
        "http://localhost:8000", [ours.record(), {**other.record(), "command": "what ran under this pid before"}]
    )

    assert record.end_leftovers() == ["web"]
    assert not ours.is_alive
    assert other.is_alive
    assert record.end_leftovers() == []
    other.signal(signal.SIGKILL)
    wait_until(lambda: not other.is_alive, PATIENCE)
    os.close(record.lock)


def test_a_living_process_is_found_by_pid_and_command(tmp_path: Path) -> None:
    web = child(SLEEPS, tmp_path)
    web.start()
    found = web.record()

    assert find_living(found) == [int(found["pid"])]
    assert find_living({**found, "pid": str(os.getpid())}) == []
    assert find_living({**found, "command": ""}) == []
    web.signal(signal.SIGKILL)
    assert wait_until(lambda: not web.is_alive, PATIENCE)
    assert command_of(int(found["pid"])) == ""


def test_two_supervisors_do_not_share_a_folder(tmp_path: Path) -> None:
    first, second = Record(tmp_path), Record(tmp_path)
    first.claim()
    first.write("http://localhost:8001", [])
    with pytest.raises(SystemExit, match="Domanu runs already, at http://localhost:8001: stop that one first"):
        second.claim()
    os.close(first.lock)
    second.claim()
    os.close(second.lock)


def test_the_supervisor_gives_up_on_what_never_stays(tmp_path: Path) -> None:
    handlers = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    record = Record(tmp_path)
    web = child(ENDS, tmp_path)
    web.quick_deaths = MOST_QUICK_DEATHS - 1
    supervisor = Supervisor([web], record, "http://localhost:1", lambda: None)
    try:
        assert not supervisor.wait_until_ready(port=1)
        supervisor.stop()
    finally:
        for name, handler in handlers.items():
            signal.signal(name, handler)
        os.close(record.lock)
    assert not record.file.exists()
