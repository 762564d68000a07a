from pathlib import Path

import pytest

from scripts.stamp import Stamp, mark_of


@pytest.fixture
def stamp(tmp_path: Path) -> Stamp:
    return Stamp(tmp_path / "installed.json")


def test_it_works(stamp: Stamp) -> None:
    assert not stamp.has("app", "1")
    with stamp.writing("app", "1"):
        pass
    stamp.set("postgres", "2")

    assert stamp.has("app", "1")
    assert stamp.has("postgres", "2")
    assert not stamp.has("app", "2")
    assert not stamp.is_broken_off


def test_what_was_broken_off_is_seen(stamp: Stamp) -> None:
    stamp.set("app", "1")
    with pytest.raises(KeyboardInterrupt), stamp.writing("app", "2"):
        raise KeyboardInterrupt

    assert stamp.is_broken_off
    assert not stamp.has("app", "1")


@pytest.mark.parametrize("written", ["", "{", "[]", "7", '"text"'])
def test_an_unreadable_stamp_is_none(stamp: Stamp, written: str) -> None:
    stamp.file.write_text(written)

    assert stamp.read() == {}


def test_a_mark_changes_with_each_file(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    before = mark_of(one, two)
    two.write_text("c")

    assert mark_of(one, two) != before
