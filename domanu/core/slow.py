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
    return beside(function, *args, **kwargs)


def beside(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """In gevent's threads. What goes wrong there is raised here alone: gevent would print it as well."""

    def tried() -> tuple[T | None, Exception | None]:
        try:
            return function(*args, **kwargs), None
        except Exception as problem:  # noqa: BLE001
            return None, problem

    answer, problem = get_hub().threadpool.apply(tried)
    if problem is not None:
        raise problem
    return cast("T", answer)
