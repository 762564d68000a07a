import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def command_of(pid: int) -> str:
    """What a process was started as; empty when it is gone, or dead and not yet buried."""
    if (PROC / "self/cmdline").exists():
        return _read_cmdline(PROC / str(pid))
    return _ask_ps("-p", str(pid)).get(pid, "")


def all_commands() -> dict[int, str]:
    if (PROC / "self/cmdline").exists():
        return {int(entry.name): _read_cmdline(entry) for entry in PROC.iterdir() if entry.name.isdigit()}
    return _ask_ps("-ax")


def wait_until(condition: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def send_signal(pid: int, signal: int) -> None:
    try:
        os.kill(pid, signal)
    except ProcessLookupError:
        return


def _read_cmdline(entry: Path) -> str:
    try:
        raw = (entry / "cmdline").read_bytes()
    except OSError:
        return ""
    return raw.replace(b"\0", b" ").decode(errors="replace").strip()


def _ask_ps(*selection: str) -> dict[int, str]:
    command = ["/bin/ps", "-ww", *selection, "-o", "pid=,stat=,command="]
    listing = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
    rows = (line.split(None, 2) for line in listing.splitlines())
    return {int(row[0]): row[2] for row in rows if len(row) == 3 and not row[1].startswith("Z")}  # noqa: PLR2004
