"""A program that holds the database in the folder that is its first argument, until its standard input ends."""

import importlib
import sys
import types
from pathlib import Path

if __name__ == "__main__":
    # The package without the app in it, which takes ten times as long to load as all that is tried here.
    package = types.ModuleType("domanu")
    package.__path__ = [str(Path(__file__).parents[2] / "domanu")]
    sys.modules["domanu"] = package
    localdb = importlib.import_module("domanu.localdb")
    url = localdb.ensure(Path(sys.argv[1]), settings=("fsync=off", "full_page_writes=off"))
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()
    sys.stdin.read()
