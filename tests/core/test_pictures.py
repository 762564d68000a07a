"""Pictures, among them those that were made to hurt."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from domanu.core.pictures import NotAPicture, cut_pictures


def picture(kind: str, size: tuple[int, int] = (300, 200), mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(out, kind, **options)
    return out.getvalue()


def flood(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be vast."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_it_works(kind: str) -> None:
    large, small = cut_pictures(picture(kind), [(128, 128), (32, 32)])
    for content, side in ((large, 128), (small, 32)):
        made = Image.open(BytesIO(content))
        assert (made.format, made.size) == ("WEBP", (side, side))


def test_cut_to_any_size() -> None:
    made = cut_pictures(picture("JPEG", (300, 900)), [(120, 90), (64, 48)])
    assert [Image.open(BytesIO(content)).size for content in made] == [(120, 90), (64, 48)]


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "RGBA", "LA", "1", "I;16"])
def test_every_mode(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert cut_pictures(picture(kind, mode=mode), [(32, 32)])


def test_turned_upright_and_stripped() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretCamera"
    out = BytesIO()
    sideways = Image.new("RGB", (200, 100), "blue")
    sideways.paste("red", (0, 0, 100, 100))
    sideways.save(out, "JPEG", exif=exif)
    [made] = cut_pictures(out.getvalue(), [(100, 100)])
    assert b"SecretCamera" not in made
    upright = Image.open(BytesIO(made)).convert("RGB")
    top, bottom = upright.getpixel((50, 5)), upright.getpixel((50, 95))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > bottom[0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7 " + b"x" * 500,
        b"GIF89a" + b"\xff" * 40,
        picture("PNG")[:60],
        picture("JPEG")[:200],
        picture("AVIF")[:-1],
        picture("AVIF").replace(b"av1C", b"av1D"),
        picture("TIFF"),
        picture("BMP"),
        flood(100_000, 100_000),
        flood(65_000, 65_000),
        flood(7_000, 7_000),
    ],
)
def test_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        cut_pictures(content, [(32, 32)])


def test_polyglot_loses_what_it_carried() -> None:
    [made] = cut_pictures(picture("JPEG") + b"<script>alert(1)</script>PK\x03\x04", [(32, 32)])
    assert b"script" not in made


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "AVIF"]), st.data())
def test_spoiled_files_are_refused_or_made_anew(kind: str, data: st.DataObject) -> None:
    content = bytearray(picture(kind, (40, 30)))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=12)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        made = cut_pictures(bytes(content), [(16, 16)])
    except NotAPicture:
        return
    assert Image.open(BytesIO(made[0])).format == "WEBP"


def many_scans(count: int) -> bytes:
    """A grey progressive JPEG whose every further scan says in a few bytes: nothing new, anywhere."""

    def segment(kind: int, body: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body

    def huffman(place: int, symbol: int) -> bytes:
        return segment(0xC4, bytes([place, 1, *[0] * 15, symbol]))

    head = b"\xff\xd8" + segment(0xDB, b"\0" + b"\1" * 64)
    head += segment(0xC2, struct.pack(">BHHBBBB", 8, 64, 64, 1, 1, 0x11, 0)) + huffman(0, 0) + huffman(0x10, 0x50)
    first = segment(0xDA, b"\1\1\0\0\0\0") + b"\0" * 8
    return head + first + (segment(0xDA, b"\1\1\0\1\x3f\0") + b"\x7d\xf7") * count + b"\xff\xd9"


def test_scans_that_only_cost_time() -> None:
    assert cut_pictures(many_scans(30), [(32, 32)])
    with pytest.raises(NotAPicture, match="layers"):
        cut_pictures(many_scans(400), [(32, 32)])
    several = as_one_of_two(many_scans(400))
    assert Image.open(BytesIO(several)).format == "MPO"
    with pytest.raises(NotAPicture, match="layers"):
        cut_pictures(several, [(32, 32)])


def as_one_of_two(jpeg: bytes) -> bytes:
    """With a table that says that a second picture follows, as some cameras write it."""
    pictures = struct.pack("<LLLHH", 0x030000, len(jpeg), 0, 0, 0) * 2
    tags = [(0xB000, 7, 4, b"0100"), (0xB001, 4, 1, struct.pack("<L", 2)), (0xB002, 7, 32, struct.pack("<L", 50))]
    table = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHL4s", *tag) for tag in tags) + b"\0" * 4
    body = b"MPF\0II*\0" + struct.pack("<L", 8) + table + pictures
    return jpeg[:2] + struct.pack(">HH", 0xFFE2, len(body) + 2) + body + jpeg[2:]
