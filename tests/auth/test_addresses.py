from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domanu.auth.addresses import normal_email, problem_with


@pytest.mark.parametrize(
    "email",
    [
        "mei@example.org",
        "mei.okabe+market@mail.example.org",
        "o'neil@example.org",
        "mei@bücher.example",
        "MEI@EXAMPLE.ORG",
    ],
)
def test_good_ones(email: str) -> None:
    assert problem_with(email) is None


@pytest.mark.parametrize(
    "email",
    [
        "",
        "mei",
        "@example.org",
        "mei@",
        "mei@example",
        "mei@-example.org",
        "mei@example.org>",
        "a@b@c.org",
        ".mei@example.org",
        "mei..o@example.org",
        "mei@example.org\nBcc: all@example.org",
        "mei@example.org,bob@example.org",
        "m" * 65 + "@example.org",
        "mei@" + "e" * 64 + ".org",
        "mei@[127.0.0.1]",
        "mei@example.org/",
        '"mei"@example.org',
        "mei@exa mple.org",
        "mei@" + ".".join(["İ" * 60] * 3) + ".org",  # twice as long in small letters
    ],
)
def test_bad_ones(email: str) -> None:
    assert problem_with(email)


@given(st.text())
def test_what_passes_can_stand_in_a_header_and_in_the_database(email: str) -> None:
    if problem_with(email) is None:
        kept = normal_email(email)
        assert len(kept) <= 255
        assert not set(kept) & set("\r\n\0,<> ")
        assert not any("A" <= letter <= "Z" for letter in kept)
        assert normal_email(kept) == kept
