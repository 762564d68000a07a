from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.localdb.conftest import Holder, ask, postmaster_of

Hold = Callable[[], Holder]


def test_it_works(hold: Hold) -> None:
    holder = hold()
    url = holder.url

    assert url.startswith("postgresql+psycopg://postgres@/domanu?host=/tmp/domanu-")
    assert ask(url, "SHOW timezone") == "UTC"
    assert ask(url, "SHOW server_encoding") == "UTF8"
    assert ask(url, "SHOW max_connections") == "200"
    assert ask(url, "SELECT upper('é') || lower('Ö')") == "Éö"


def test_the_last_to_leave_stops_it(hold: Hold, folder: Path) -> None:
    first, second = hold(), hold()
    url = first.url
    assert second.url == url

    first.leave()
    assert ask(url, "SELECT 1") == 1
    second.leave()
    assert postmaster_of(folder) == 0


def test_what_was_written_stays(hold: Hold) -> None:
    first = hold()
    ask(first.url, "CREATE TABLE kept AS SELECT 7 AS it")
    first.leave()

    assert ask(hold().url, "SELECT it FROM kept") == 7


def test_two_starters_at_once_get_one_server(hold: Hold, folder: Path) -> None:
    urls = {holder.url for holder in [hold(), hold(), hold()]}

    assert len(urls) == 1
    assert len(list(folder.rglob("postmaster.pid"))) == 1


def test_a_killed_holder_keeps_no_lease(hold: Hold, folder: Path) -> None:
    killed, second = hold(), hold()
    assert killed.url == second.url

    killed.kill()
    second.leave()
    assert postmaster_of(folder) == 0


def test_a_server_whose_holders_were_all_killed_is_joined(hold: Hold, folder: Path) -> None:
    killed = hold()
    assert killed.url
    before = postmaster_of(folder)
    killed.kill()

    after = hold()
    assert ask(after.url, "SELECT 1") == 1
    assert postmaster_of(folder) == before
    after.leave()
    assert postmaster_of(folder) == 0
