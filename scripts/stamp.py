"""What is installed in `.venv`, so that nothing is installed twice and a broken-off install is seen."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PENDING = "pending"


class Stamp:
    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> dict[str, str]:
        try:
            found = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}
        return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}

    def has(self, name: str, mark: str) -> bool:
        return self.read().get(name) == mark

    @property
    def is_broken_off(self) -> bool:
        return PENDING in self.read().values()

    @contextmanager
    def writing(self, name: str, mark: str) -> Iterator[None]:
        self.set(name, PENDING)
        yield
        self.set(name, mark)

    def set(self, name: str, mark: str) -> None:
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(self.read() | {name: mark}, indent=1))
        fresh.replace(self.file)


def mark_of(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
