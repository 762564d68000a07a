from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask_mail import Message

from domanu.core.db import db
from domanu.marketplaces import mails
from domanu.marketplaces.operations.handover import (
    accept_marketplace,
    decline_marketplace,
    offer_marketplace,
    withdraw_offer,
)
from domanu.marketplaces.operations.invitations import invitations, make_invitation, revoke_invitation
from domanu.marketplaces.operations.memberships import (
    admit,
    ban,
    change_role,
    decline,
    join_marketplace,
    leave_marketplace,
    unban,
)
from domanu.marketplaces.operations.rules import agree_to_rules, change_rules
from domanu.marketplaces.rules import Rules
from domanu.profiles import make_designer
from tests.support.people import Person

Open = Callable[..., str]
Jobs = Callable[[], int]


@pytest.fixture
def delivered(outbox: list[Message], run_jobs: Jobs) -> Callable[[], list[tuple[str, str]]]:
    """To whom, and the subject, of what is due by now."""

    def deliver() -> list[tuple[str, str]]:
        outbox.clear()
        db.session.commit()
        run_jobs()
        return sorted((str(message.recipients[0]), message.subject) for message in outbox)

    return deliver


Delivered = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def asking(open_market: Open) -> str:
    return open_market("Judo", private=False, approval=True)


def test_the_team_is_told_who_asks(
    asking: str, dora: Person, alice: Person, bob: Person, outbox: list[Message], delivered: Delivered
) -> None:
    join_marketplace(asking, bob.id)
    admit(asking, dora.id, bob.id)
    change_role(asking, dora.id, bob.id, "moderator")
    delivered()
    join_marketplace(asking, alice.id, message="Brown <belt>.")
    subject = "Alice asks to join Judo"
    assert delivered() == [(bob.email, subject), (dora.email, subject)]
    assert "Brown <belt>." in str(outbox[0].body)
    assert "Brown &lt;belt&gt;." in str(outbox[0].html)
    assert "http://localhost/m/judo/team/requests" in str(outbox[0].body)
    assert len({message.msgId for message in outbox}) == 2


def test_whoever_asks_again_and_again(asking: str, dora: Person, alice: Person, delivered: Delivered) -> None:
    for _ in range(3):
        join_marketplace(asking, alice.id)
        db.session.commit()
        leave_marketplace(asking, alice.id)
    join_marketplace(asking, alice.id)
    assert len(delivered()) == 1


def test_whoever_is_banned_again_and_again(market: str, dora: Person, alice: Person, delivered: Delivered) -> None:
    join_marketplace(market, alice.id)
    for _ in range(3):
        ban(market, dora.id, alice.id)
        db.session.commit()
        unban(market, dora.id, alice.id)
        db.session.commit()
    assert [to for to, _ in delivered()] == [alice.email]


def test_nobody_is_told_what_is_answered(asking: str, dora: Person, alice: Person, delivered: Delivered) -> None:
    join_marketplace(asking, alice.id)
    admit(asking, dora.id, alice.id)
    assert delivered() == [(alice.email, "You are a member of Judo")]


def test_the_answer(asking: str, market: str, dora: Person, alice: Person, delivered: Delivered) -> None:
    join_marketplace(market, alice.id)
    join_marketplace(asking, alice.id)
    decline(asking, dora.id, alice.id)
    ban(market, dora.id, alice.id)
    assert delivered() == [
        (alice.email, "About your request to join Judo"),
        (alice.email, "You can no longer take part in Campus"),
    ]


def test_members_are_told_what_changed(
    market: str, dora: Person, alice: Person, bob: Person, outbox: list[Message], delivered: Delivered
) -> None:
    """Of two changes once, and not whoever has agreed already."""
    for person in (alice, bob):
        join_marketplace(market, person.id)
    change_rules(market, dora.id, Rules(private=False, cancel_hours=48), seen=1)
    change_rules(market, dora.id, Rules(private=False, cancel_hours=48, bidding=False), seen=2)
    agree_to_rules(market, bob.id)
    assert delivered() == [(alice.email, "New rules in Campus")]
    text = str(outbox[0].body)
    assert "Now: Cancel two days ahead and pay nothing." in text
    assert "Before: Cancel a day ahead and pay nothing." in text
    assert "Before: Prices are fixed, bargained or bid for." in text
    assert "Anyone may look" not in text


def test_all_batches(
    market: str,
    dora: Person,
    make_person: Callable[[str], Person],
    delivered: Delivered,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mails, "BATCH", 2)
    people = [make_person(f"member-{number}") for number in range(4)]
    for person in people:
        join_marketplace(market, person.id)
    change_rules(market, dora.id, Rules(private=False, bidding=False), seen=1)
    assert [to for to, _ in delivered()] == [person.email for person in people]


def test_an_invitation_by_mail(private_market: str, dora: Person, outbox: list[Message], delivered: Delivered) -> None:
    for email, revoked in (("mei@example.org", False), (None, False), ("gone@example.org", True)):
        key = make_invitation(
            private_market, dora.id, most_uses=1, expires_in=timedelta(days=7), email=email, note="For Mei, I hope"
        )
        if revoked:
            revoke_invitation(private_market, dora.id, key)
    assert delivered() == [("mei@example.org", "Dora invites you to Behind the hedge")]
    [link] = [made.link for made in invitations(private_market, dora.id) if made.email == "mei@example.org"]
    for content in (str(outbox[0].body), str(outbox[0].html)):
        assert link in content
        assert "I hope" not in content


def test_an_offer(market: str, dora: Person, alice: Person, delivered: Delivered) -> None:
    make_designer(alice.id, policy="staff")
    offer_marketplace(market, dora.id, "alice")
    assert delivered() == [(alice.email, "Dora would like to hand Campus over to you")]
    withdraw_offer(market, dora.id)
    offer_marketplace(market, dora.id, "alice")
    withdraw_offer(market, dora.id)
    assert delivered() == []


def test_the_answer_to_an_offer(
    private_market: str, dora: Person, alice: Person, outbox: list[Message], delivered: Delivered
) -> None:
    make_designer(alice.id, policy="staff")
    answers = ((decline_marketplace, "does not take over", "declined"), (accept_marketplace, "has taken over", "yes"))
    for answer, subject, said in answers:
        offer_marketplace(private_market, dora.id, "alice")
        delivered()
        answer(private_market, alice.id)
        assert delivered() == [(dora.email, f"Alice {subject} Behind the hedge")]
        for content in (str(outbox[0].body), str(outbox[0].html)):
            assert said in content
            assert f"http://localhost/m/{private_market}" in content
