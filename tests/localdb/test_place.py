from __future__ import annotations

import os
import pwd
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from domanu.localdb import LocalDatabaseError, place
from domanu.localdb.place import settle
from tests.localdb.conftest import Holder, ask

Hold = Callable[[], Holder]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")


def test_a_very_long_path_has_a_short_socket(folder: Path) -> None:
    deep = folder.joinpath(*["a folder with 'quotes' and \"more\" $HOME"] * 8)
    deep.mkdir(parents=True)

    found = settle(deep / "postgres")
    assert len(str(found.folder)) > 250
    assert len(str(found.sockets / ".s.PGSQL.5432")) < 107


@pytest.mark.parametrize("folder", ['it\'s a "quoted" $HOME `path` \\ ' + "long " * 40], indirect=True)
def test_it_runs_in_a_hostile_path(hold: Hold) -> None:
    assert ask(hold().url, "SELECT 1") == 1


def test_the_socket_folder_is_private(folder: Path) -> None:
    found = settle(folder / "postgres")

    seen = found.sockets.lstat()
    assert stat.S_IMODE(seen.st_mode) == 0o700
    assert seen.st_uid == found.account.uid


@pytest.mark.parametrize("kind", ["open", "link", "file", "foreign"])
def test_a_foreign_socket_folder_is_refused(folder: Path, kind: str) -> None:
    if kind == "foreign" and os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    sockets = settle(folder / "postgres").sockets
    sockets.rmdir()
    _pretend(sockets, kind, folder)
    try:
        with pytest.raises(LocalDatabaseError, match="is not a private folder"):
            settle(folder / "postgres")
    finally:
        sockets.rmdir() if kind in {"open", "foreign"} else sockets.unlink()


@as_root
def test_root_lends_it_to_nobody_and_keeps_the_folders_around(folder: Path) -> None:
    before = folder.stat()

    found = settle(folder / "postgres")
    assert found.account.name == "nobody"
    assert (folder.stat().st_uid, folder.stat().st_mode) == (before.st_uid, before.st_mode)


@as_root
def test_a_folder_that_only_root_may_enter_keeps_a_note(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = folder.parent / "elsewhere"
    monkeypatch.setattr(place, "ELSEWHERE", elsewhere)
    folder.chmod(0o700)

    found = settle(folder / "postgres")
    assert found.folder.is_relative_to(elsewhere)
    assert (folder / "postgres.where").read_text().splitlines()[-1] == str(found.folder.parent)
    assert found.account.may("x", found.binaries.folder / "postgres")
    assert settle(folder / "postgres") == found
    found.sockets.rmdir()


@as_root
def test_root_lends_it_to_the_owner_of_the_folder(folder: Path) -> None:
    owner = pwd.getpwnam("daemon")
    os.chown(folder, owner.pw_uid, owner.pw_gid)

    assert settle(folder / "postgres").account.name == "daemon"


def _pretend(sockets: Path, kind: str, folder: Path) -> None:
    if kind == "link":
        sockets.symlink_to(folder)
    elif kind == "file":
        sockets.touch(mode=0o600)
    else:
        sockets.mkdir(mode=0o700)
        if kind == "open":
            sockets.chmod(0o755)
        else:
            os.chown(sockets, 12345, 12345)
