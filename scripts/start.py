"""What `make run` calls: until the app is loaded, which takes a while the first time, Ctrl-C may simply end this."""

import importlib
import os
import signal
import time

from scripts.steps import step

if __name__ == "__main__":
    began = time.monotonic() - max(0, time.time() - float(os.environ.get("STARTED_AT", time.time())))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with step("Loading the app"):
        run = importlib.import_module("scripts.run")
    run.main(began)
