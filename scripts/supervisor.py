"""Keeps web, worker and database running until it is told to stop."""

import contextlib
import http.client
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

from domanu.localdb.processes import wait_until
from scripts.children import Child
from scripts.leftovers import Record

PAUSE = 0.1
STOP_PATIENCE = 9.5
START_PATIENCE = 60
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    def __init__(self, children: list[Child], record: Record, address: str, keep_database: Callable[[], None]) -> None:
        self.children = children
        self.record = record
        self.address = address
        self.keep_database = keep_database
        self.told = 0
        for name in SIGNALS:
            signal.signal(name, self._note_signal)

    def wait_until_ready(self, port: int) -> bool:
        """Start all; true once the web process says that it is ready."""
        deadline = time.monotonic() + START_PATIENCE
        while self._look_after() and time.monotonic() < deadline:
            if is_ready(port):
                return True
            time.sleep(PAUSE)
        return False

    def watch(self) -> None:
        while self._look_after():
            time.sleep(PAUSE)

    def stop(self) -> None:
        """All at once and in good order; a second signal kills what hesitates."""
        self.told = min(self.told, 1)
        for child in self.children:
            child.signal(signal.SIGTERM)
        wait_until(lambda: self.told > 1 or not any(child.is_alive for child in self.children), STOP_PATIENCE)
        for child in self.children:
            child.signal(signal.SIGKILL)
        self.record.file.unlink(missing_ok=True)

    def _look_after(self) -> bool:
        if self.told:
            return False
        self.keep_database()
        for child in self.children:
            if child.process is not None and not child.is_alive:
                say(child.note_death())
            if child.is_hopeless:
                return False
            if child.process is None and time.monotonic() >= child.due:
                child.start()
                self.record.write(self.address, [one.record() for one in self.children if one.is_alive])
        return True

    def _note_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.told += 1


def is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/readyz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def say(sentence: str) -> None:
    with contextlib.suppress(OSError):  # the terminal may be gone
        print(sentence, file=sys.stderr, flush=True)
