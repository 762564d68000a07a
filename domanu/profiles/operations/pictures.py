"""Pictures of people, in two sizes."""

from __future__ import annotations

from threading import Semaphore

from domanu.core.db import release
from domanu.core.files import Files, files, keep_picture
from domanu.core.pictures import square_pictures
from domanu.core.slow import run_slow

from .profiles import is_picture_wanted

SIDES = (512, 96)
one_at_a_time = Semaphore()


def make_pictures(content: bytes) -> tuple[str, str]:
    """Keep both sizes; answer their names. Ends the transaction, since it takes a while.

    Each process makes one at a time: a single vast picture takes hundreds of megabytes.
    """
    release()
    with one_at_a_time:
        return run_slow(_make, content, files())


def remove_picture(name: str) -> None:
    """A job."""
    if not is_picture_wanted(name):
        files().remove(name)


def _make(content: bytes, place: Files) -> tuple[str, str]:
    large, small = square_pictures(content, SIDES)
    return keep_picture(place, "people", large), keep_picture(place, "people", small)
