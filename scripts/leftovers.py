"""What a killed supervisor leaves behind: found again by recorded pid and command, never by name."""

import fcntl
import json
import os
import signal
import sys
from pathlib import Path

from domanu.localdb.processes import all_commands, send_signal, wait_until


class Record:
    def __init__(self, folder: Path) -> None:
        self.file = folder / "running.json"
        self.lock = os.open(folder / "running.lock", os.O_RDWR | os.O_CREAT, 0o600)

    def claim(self) -> None:
        """One supervisor at a time; the kernel drops this lock however it ends."""
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            where = self._read().get("address", "its address, which it is about to print")
            sys.exit(f"Domanu runs already, at {where}: stop that one first (Ctrl-C where it was started).")

    def write(self, address: str, children: list[dict[str, str]]) -> None:
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps({"address": address, "children": children}, indent=1))
        fresh.replace(self.file)

    def end_leftovers(self) -> list[str]:
        """Stop what an earlier supervisor left running; return the names."""
        left = [child for child in self._read().get("children", []) if find_living(child)]
        for kind, patience in ((signal.SIGTERM, 4), (signal.SIGKILL, 2)):
            for pid in (pid for child in left for pid in find_living(child)):
                send_signal(pid, kind)
            if wait_until(lambda: not any(find_living(child) for child in left), patience, pause=0.1):
                break
        self.file.unlink(missing_ok=True)
        return [str(child["name"]) for child in left]

    def _read(self) -> dict[str, list[dict[str, str]]]:
        try:
            found: dict[str, list[dict[str, str]]] = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}
        return found


def find_living(child: dict[str, str]) -> list[int]:
    """The recorded process and those it forked.

    A pid may be another program's by now: it is ours only if it runs the very same command in the recorded group.
    """
    group = int(child["pid"])
    same = (pid for pid, command in all_commands().items() if command and command == child["command"])
    return [pid for pid in same if _group_of(pid) == group]


def _group_of(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0
