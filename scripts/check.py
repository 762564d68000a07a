"""`make test`, `make check` and `make soak`: the static checks side by side, then the tests."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.browser import find_browser

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
CODE = ["domanu", "tests", "scripts", "bench", "wsgi.py"]
STATIC = {
    "ruff check": [*PYTHON, "ruff", "check", "--quiet", "."],
    "ruff format": [*PYTHON, "ruff", "format", "--quiet", "--check", "."],
    "mypy --strict": [*PYTHON, "mypy", "--no-error-summary", *CODE],
    "import contracts": [sys.executable, "-c", "import importlinter.cli; importlinter.cli.lint_imports_command()"],
    "template lint": [*PYTHON, "djlint", "--lint", "--quiet", "domanu/templates"],
}
MARKS = {"test": "not soak", "check": "not browser and not soak", "soak": "soak"}


def main(wanted: str) -> int:
    began = time.monotonic()
    environment = os.environ | {"ENV": "test"}
    if wanted != "check":
        environment["CHROME"] = str(find_browser())
    code = 0 if wanted == "soak" else run_static_checks()
    if code == 0:
        code = run_tests(MARKS[wanted], environment, quick=wanted != "soak")
    print(f"{'All of it' if code == 0 else 'FAILED'} after {time.monotonic() - began:.1f} s", flush=True)
    return code


def run_static_checks() -> int:
    """All of them, also when one fails, so that one run shows everything."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        codes = list(pool.map(run_static_check, STATIC, STATIC.values()))
    return max(codes)


def run_static_check(name: str, command: list[str]) -> int:
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    words = f"\n{done.stdout.strip()}" if done.returncode else ""
    print(
        f"{name:<18} {'failed' if done.returncode else 'passed'} {time.monotonic() - began:5.1f} s{words}", flush=True
    )
    return done.returncode


def run_tests(marks: str, environment: dict[str, str], *, quick: bool) -> int:
    side_by_side = ["-n", str((os.cpu_count() or 2) + 1), "--dist", "worksteal"] if quick else ["-s"]
    command = [*PYTHON, "pytest", "-m", marks, *side_by_side, "--durations=10"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else "test"))
