"""gunicorn reads this for `make run` and in production alike; the app's own settings are in domanu/config.py."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any


def number(name: str, usual: int, highest: int) -> int:
    text = os.environ.get(name) or str(usual)
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) <= highest:
        sys.exit(f"{name} is {text!r}: it must be a number from 1 to {highest}.")
    return int(text)


port = number("PORT", 8000, 65535)
bind = os.environ.get("BIND", f"127.0.0.1:{port}")
workers = number("WEB_CONCURRENCY", 2, 1000)
worker_class = "gevent"
worker_connections = 1000
preload_app = False  # each worker patches the standard library before it loads the app

timeout = 60
graceful_timeout = 8  # a stop ends within 10 seconds
keepalive = 5

http_parser = "auto"  # gunicorn_h1c where it is installed
limit_request_line = 4094
limit_request_fields = 100
limit_request_field_size = 8190
# Only the app's ProxyFix, which counts the hops, believes what a proxy says about the client.
forwarded_allow_ips = ""

accesslog = None  # the app logs each request itself, as structured lines
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "info")
control_socket_disable = True
# The heartbeat of each worker touches a file; on a slow disk that would hold up its requests.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def post_worker_init(_worker: Any) -> None:
    """A worker that is told to stop ends its live streams at once: they would go on for ever."""
    import gevent  # noqa: PLC0415 - before this, the worker had not yet patched the standard library

    from domanu.core.live import end_streams  # noqa: PLC0415

    usual = signal.getsignal(signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        gevent.spawn(end_streams)
        if callable(usual):
            usual(number, frame)

    signal.signal(signal.SIGTERM, stop)
