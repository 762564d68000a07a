"""While the mail server is away, registering goes on; afterwards the mail arrives, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from domanu.localdb.processes import wait_until
from tests.failures.conftest import Books
from tests.support.patience import PATIENCE
from tests.support.post_office import Mood, PostOffice
from tests.support.site import running_site

MEI = "mei@example.org"


def close(office: PostOffice) -> None:
    office.close()


def refuse(office: PostOffice) -> None:
    office.mood = Mood.REFUSING


def hang(office: PostOffice) -> None:
    office.mood = Mood.SILENT


@pytest.mark.parametrize("go_away", [close, refuse, pytest.param(hang, marks=pytest.mark.soak)])
def test_mail_arrives_once(
    go_away: Callable[[PostOffice], None],
    books: Books,
    office: PostOffice,
    own_url: URL,
    settings: dict[str, str],
    tmp_path: Path,
) -> None:
    go_away(office)
    with running_site(own_url, tmp_path, settings, web=False, worker=True) as site:
        books.register(MEI)
        assert wait_until(lambda: max(books.attempts) > 1, PATIENCE), site.last_words()
        assert not office.letters
        office.mood = Mood.WILLING
        if go_away is close:
            office.open()
        assert wait_until(lambda: books.is_done, PATIENCE), site.last_words()
    assert office.counts == {MEI: 1}
