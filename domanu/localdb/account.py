import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Account:
    """The account of the machine that PostgreSQL runs as."""

    uid: int
    gid: int
    name: str

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()

    def popen_arguments(self) -> dict[str, Any]:
        return {} if self.is_me else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may(self, flag: str, path: Path) -> bool:
        """Whether this account can do with a path what the flag of `test` asks."""
        command = ["/bin/sh", "-c", f'test -{flag} "$1"', "sh", str(path)]
        return subprocess.run(command, check=False, cwd="/", **self.popen_arguments()).returncode == 0  # noqa: S603


def choose_account(folder: Path) -> Account:
    """PostgreSQL refuses to run as root, so root lends it to `nobody`, or to whoever owns the data already."""
    uid = os.geteuid()
    if uid != 0:
        return _account(uid)
    owner = folder.stat().st_uid if folder.exists() else 0
    return _account(owner) if owner else _nobody()


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Account(uid, os.getegid() if uid == os.geteuid() else uid, str(uid))
    return Account(uid, entry.pw_gid, entry.pw_name)


def _nobody() -> Account:
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)
