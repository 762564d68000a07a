"""Pictures of people, in two sizes."""

from __future__ import annotations

from domanu.core.files import files, keep_pictures

from .profiles import is_picture_wanted

SIZES = ((512, 512), (96, 96))


def make_pictures(content: bytes) -> tuple[str, str]:
    """Keep both sizes; answer their names. Ends the transaction."""
    large, small = keep_pictures("people", content, SIZES)
    return large, small


def remove_picture(name: str) -> None:
    """A job."""
    if not is_picture_wanted(name):
        files().remove(name)
