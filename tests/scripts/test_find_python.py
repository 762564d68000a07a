from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from domanu.config import ROOT


def find(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    script = ["/bin/sh", str(ROOT / "scripts" / "find-python")]
    return subprocess.run(  # noqa: S603
        script, env={"PATH": str(folder), **environment}, capture_output=True, text=True, check=False
    )


def fake(path: Path, answer: str) -> Path:
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)
    return path


def test_an_old_one_is_passed_over(tmp_path: Path) -> None:
    fake(tmp_path / "python3", "exit 1")
    newer = fake(tmp_path / "python3.12", f'exec "{sys.executable}" "$@"')

    assert find(tmp_path).stdout.strip() == str(newer)


def test_one_that_makes_environments_is_preferred(tmp_path: Path) -> None:
    bare = fake(tmp_path / "python3", 'case "$2" in *venv*) exit 1;; esac')
    assert find(tmp_path).stdout.strip() == str(bare)

    whole = fake(tmp_path / "python3.13", f'exec "{sys.executable}" "$@"')
    assert find(tmp_path).stdout.strip() == str(whole)


@pytest.mark.parametrize("name", ["python", "my own python"])
def test_the_one_that_is_named_comes_first(tmp_path: Path, name: str) -> None:
    fake(tmp_path / "python3", "exit 0")
    named = fake(tmp_path / name, "exit 0")

    assert find(tmp_path, PYTHON=str(named)).stdout.strip() == str(named)


def test_none_is_one_sentence(tmp_path: Path) -> None:
    found = find(tmp_path)

    assert found.returncode == 1
    assert found.stdout == ""
    assert found.stderr.startswith("Domanu needs Python 3.11 or newer and found none on PATH:")
    assert found.stderr.count("\n") == 1
