"""The processes that `make run` watches over."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from domanu.localdb.processes import command_of

DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
QUICK_DEATH = 10.0
MOST_QUICK_DEATHS = 5


@dataclass
class Child:
    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    handed_down: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    quick_deaths: int = 0
    due: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        """In a session of its own, so that Ctrl-C reaches only the supervisor, which then stops all in order."""
        self.process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=self.environment,
            pass_fds=self.handed_down,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - the supervisor has no threads
        )
        self.started = time.monotonic()

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def is_hopeless(self) -> bool:
        return self.quick_deaths >= MOST_QUICK_DEATHS

    def record(self) -> dict[str, str]:
        pid = self.process.pid if self.process else 0
        return {"name": self.name, "pid": str(pid), "command": command_of(pid)}

    def note_death(self) -> str:
        """Decide when to start again; say so in a sentence."""
        code = self.process.returncode if self.process else 0
        self.process = None
        lived = time.monotonic() - self.started
        self.quick_deaths = self.quick_deaths + 1 if lived < QUICK_DEATH else 1
        how = f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"
        if self.is_hopeless:
            return f"The {self.name} process ended {self.quick_deaths} times within seconds ({how}): giving up."
        pause = min(2 ** (self.quick_deaths - 1), 8) if self.quick_deaths > 1 else 0
        self.due = time.monotonic() + pause
        return f"The {self.name} process ended by itself ({how}); it starts again{f' in {pause} s' if pause else ''}."

    def signal(self, kind: signal.Signals) -> None:
        if self.process is not None and self.is_alive:
            os.killpg(self.process.pid, kind) if kind == signal.SIGKILL else self.process.send_signal(kind)


def _die_with_parent() -> None:
    """Where the kernel can: a supervisor that is killed takes its children along."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGTERM)
