from __future__ import annotations

import pytest

from domanu.core.pictures import NotAPicture, cut_pictures
from domanu.core.slow import beside


def test_it_works() -> None:
    assert beside(divmod, 7, 2) == (3, 1)
    assert beside(sorted, [1, 2], reverse=True) == [2, 1]


def test_what_goes_wrong_is_raised_and_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotAPicture):
        beside(cut_pictures, b"my notes", [(640, 480)])
    assert capfd.readouterr().err == ""
