"""Work that keeps a processor busy: hashing, pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from gevent import get_hub
from gevent.monkey import is_module_patched

from .db import release

P = ParamSpec("P")
T = TypeVar("T")


def run_slow(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run it outside any transaction, and beside gevent's loop, so that other requests go on meanwhile."""
    release()
    if not is_module_patched("threading"):
        return function(*args, **kwargs)
    return cast("T", get_hub().threadpool.apply(function, args, kwargs))
