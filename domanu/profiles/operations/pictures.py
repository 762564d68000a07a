"""Pictures of people, in two sizes."""

from __future__ import annotations

from threading import Semaphore

from domanu.core.db import release
from domanu.core.files import files, keep_picture
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
        large, small = run_slow(square_pictures, content, SIDES)
    return keep_picture("people", large), keep_picture("people", small)


def remove_picture(name: str) -> None:
    """A job."""
    if not is_picture_wanted(name):
        files().remove(name)
