"""A worker dies while a letter is under way: just before the mail server takes it, and just after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from domanu.localdb.processes import wait_until
from tests.failures.conftest import Books
from tests.support.patience import PATIENCE
from tests.support.post_office import Mood, PostOffice
from tests.support.site import Site, kill, running_site

MEI = "mei@example.org"


@pytest.fixture
def site(own_url: URL, settings: dict[str, str], tmp_path: Path) -> Iterator[Site]:
    with running_site(own_url, tmp_path, settings, web=False, worker=True) as site:
        yield site


def test_before_it_is_taken(site: Site, books: Books, office: PostOffice) -> None:
    office.mood = Mood.SILENT
    books.register(MEI)
    assert wait_until(lambda: office.in_hand == 1, PATIENCE), site.last_words()
    kill(site.worker)
    office.mood = Mood.WILLING
    site.start_worker()
    assert wait_until(lambda: books.is_done, PATIENCE), site.last_words()
    assert office.counts == {MEI: 1}


def test_just_after_it_was_taken(site: Site, books: Books, office: PostOffice) -> None:
    """Nobody can know whether it arrived, so it goes again, under the same name and with the same link."""
    office.mood = Mood.FORGETFUL
    books.register(MEI)
    assert wait_until(lambda: office.counts == {MEI: 1}, PATIENCE), site.last_words()
    kill(site.worker)
    office.mood = Mood.WILLING
    site.start_worker()
    assert wait_until(lambda: books.is_done, PATIENCE), site.last_words()
    first, copy = office.letters
    assert first["Message-ID"] == copy["Message-ID"]
    texts = [letter.get_payload(0).get_payload(decode=True) for letter in (first, copy)]  # type: ignore[union-attr]
    assert texts[0] == texts[1]
