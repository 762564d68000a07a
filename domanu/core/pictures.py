"""Pictures that people upload: checked, turned upright, stripped of what cameras add, and made anew as WebP."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MOST_PIXELS = 40_000_000
QUALITY = 82
MOST_SCANS = 300
TOO_LARGE = f"That picture has more than {MOST_PIXELS // 1_000_000} million pixels. Make it smaller and send it again."

# A progressive JPEG is gone through anew for each scan, and a few bytes make a scan over millions of pixels.
START_OF_SCAN = b"\xff\xda"
JPEGS = frozenset({"JPEG", "MPO"})  # Pillow calls it MPO if it says that further pictures follow
TOO_MANY_SCANS = "That JPEG is made of too many layers. Save it anew and send it again."

# What Pillow raises over files that somebody has spoiled.
UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    OverflowError,
    RuntimeError,
    TypeError,
    struct.error,
)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class NotAPicture(ValueError):
    """Its message is a sentence for whoever sent the file."""


def cut_pictures(content: bytes, sizes: Sequence[tuple[int, int]]) -> list[bytes]:
    """One cut from the middle for each width and height, as WebP."""
    picture = _upright(content, max(max(size) for size in sizes))
    return [_webp(ImageOps.fit(picture, size, Image.Resampling.LANCZOS)) for size in sizes]


def _upright(content: bytes, side: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(content), formats=FORMATS)
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPicture(TOO_LARGE)
            if opened.format in JPEGS and content.count(START_OF_SCAN) > MOST_SCANS:
                raise NotAPicture(TOO_MANY_SCANS)
            opened.draft("RGB", (side * 2, side * 2))
            ImageOps.exif_transpose(opened, in_place=True)
            mode = "RGBA" if opened.has_transparency_data else "RGB"
            return opened if opened.mode == mode else opened.convert(mode)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise NotAPicture(TOO_LARGE) from None
    except UNREADABLE as problem:
        if isinstance(problem, NotAPicture):
            raise
        raise NotAPicture("That file is not a picture we can read. Send a JPEG, PNG, WebP, AVIF or GIF.") from None


def _webp(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=None)
    return out.getvalue()
