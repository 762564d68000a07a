"""Makes `.venv` and installs what is locked in requirements/. Runs on any bare Python 3.11 or newer."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.postgres_wheel import has_other_postgres, unpack_postgres
from scripts.stamp import Stamp, mark_of
from scripts.steps import step

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
PIP = [str(PYTHON), "-m", "pip"]
INSTALL = ["install", "--no-deps", "--require-hashes", "--no-compile", "--prefer-binary"]
QUIETLY = ["--disable-pip-version-check", "--no-input"]
ABSENT = "absent"


def main(wanted: str) -> None:
    stamp = Stamp(VENV / "installed.json")
    if not is_sound(stamp):
        make_environment(stamp)
    install_packages(stamp, wanted)
    if not os.environ.get("DATABASE_URL") and not os.environ.get("PG_BINDIR"):
        install_postgres(stamp)


def is_sound(stamp: Stamp) -> bool:
    """Whether the environment is whole and its Python is still the one that it was made with."""
    if not stamp.read() or stamp.is_broken_off:
        return False
    return stamp.has("python", version_of(PYTHON))


def version_of(python: Path) -> str:
    question = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([str(python), "-ISc", question], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.strip()


def make_environment(stamp: Stamp) -> None:
    if sentence := lacks(sys.version_info[:2], has_venv=_has("venv") and _has("ensurepip")):
        sys.exit(sentence)
    with step(f"Making .venv with Python {sys.version.split()[0]}"):
        shutil.rmtree(VENV, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
        if made.returncode:
            sys.exit(f"\n{sys.executable} could not make a virtual environment: {made.stdout}{made.stderr}")
        stamp.set("python", version_of(PYTHON))


def lacks(version: tuple[int, int], *, has_venv: bool) -> str:
    """What is missing for a virtual environment, in one sentence; empty when nothing is."""
    number = ".".join(map(str, version))
    if version < (3, 11):
        return f"Domanu needs Python 3.11 or newer, and this is {number}: set PYTHON to the path of a newer one."
    if has_venv:
        return ""
    return (
        f"Python {number} lacks the module that makes virtual environments: on Debian install the package "
        f"python3-venv or python{number}-venv (as root: apt-get install python{number}-venv), then try again."
    )


def install_packages(stamp: Stamp, wanted: str) -> None:
    """The packages for tests include those of the app."""
    app, test = (REQUIREMENTS / f"{name}.txt" for name in ("app", "test"))
    file, marks = (
        (test, {"app": mark_of(app), "test": mark_of(test)}) if wanted == "test" else (app, {"app": mark_of(app)})
    )
    if all(stamp.has(name, mark) for name, mark in marks.items()):
        return
    count = sum("==" in line for line in file.read_text().splitlines())
    with step(f"Installing {count} packages"), stamp.writing("app", marks["app"]):
        run_pip([*INSTALL, *QUIETLY, "-r", str(file)], count)
    for name, mark in marks.items():
        stamp.set(name, mark)


def run_pip(arguments: list[str], count: int) -> None:
    command = [*PIP, *arguments]
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            show_progress(sum(seen.startswith("Collecting ") for seen in lines), count)
    if pip.returncode:
        sys.exit("\n" + "".join(lines[-15:]) + "The packages could not be installed; pip's last words are above.")


def show_progress(done: int, count: int) -> None:
    if sys.stdout.isatty():
        shown = f"{done}/{count} "
        print(shown + "\b" * len(shown), end="", flush=True)


def install_postgres(stamp: Stamp) -> None:
    requirements = REQUIREMENTS / "postgres.txt"
    mark = mark_of(requirements)
    if stamp.has("postgres", mark) or stamp.has("postgres", f"{ABSENT} {mark}"):
        return
    with step("Unpacking PostgreSQL"):
        unpacked = unpack_postgres(PYTHON, requirements, VENV / "postgres")
    if unpacked:
        stamp.set("postgres", mark)
        return
    print("PostgreSQL could not be fetched for this machine: one that is installed here is used instead.")
    if has_other_postgres():
        stamp.set("postgres", f"{ABSENT} {mark}")


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "app")
