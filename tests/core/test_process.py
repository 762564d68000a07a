from __future__ import annotations

from collections.abc import Callable

import pytest

from domanu.core.process import NotPossible
from domanu.profiles.operations.designing import open_request, request_designer, requests
from tests.support.people import Person


def test_it_works(alice: Person) -> None:
    request_designer(alice.id, "Tutoring")
    asked = open_request(alice.id)
    assert asked is not None
    row = requests.advance(asked.id, "approve", {"staff"})
    assert row[0].status == "approved"
    assert open_request(alice.id) is None


def test_illegal_moves(alice: Person) -> None:
    request_designer(alice.id, "Tutoring")
    asked = open_request(alice.id)
    assert asked is not None
    with pytest.raises(NotPossible):
        requests.advance(asked.id, "approve", {"applicant"})
    requests.advance(asked.id, "withdraw", {"applicant"})
    for name, part in (("approve", "staff"), ("decline", "staff"), ("withdraw", "applicant")):
        with pytest.raises(NotPossible):
            requests.advance(asked.id, name, {part})


def test_nothing_to_move(make_person: Callable[[str], Person]) -> None:
    with pytest.raises(NotPossible):
        requests.advance(make_person("nobody").id, "approve", {"staff"})


def test_buttons() -> None:
    assert requests.allowed("pending", {"staff"}) == ["approve", "decline"]
    assert requests.allowed("pending", {"applicant"}) == ["withdraw"]
    assert requests.allowed("approved", {"staff", "applicant"}) == []
    assert requests.allowed("pending", set()) == []
