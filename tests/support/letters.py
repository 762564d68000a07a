"""What a person does with mail: wait for it, open it, follow its link."""

from __future__ import annotations

import re
from email.message import Message

from domanu.localdb.processes import wait_until
from tests.support.patience import PATIENCE
from tests.support.post_office import PostOffice

LINK = re.compile(r"http://127\.0\.0\.1:\d+(/(?:confirm|password/reset)/\S+)")


def letter_about(office: PostOffice, to: str, subject: str) -> Message:
    """The newest to that address with these words in its subject."""

    def found() -> list[Message]:
        mine = [letter for letter in list(office.letters) if letter["To"] == to]
        return [letter for letter in mine if subject.lower() in str(letter["Subject"]).lower()]

    assert wait_until(lambda: bool(found()), PATIENCE), [letter["Subject"] for letter in office.letters]
    return found()[-1]


def link_in(letter: Message) -> str:
    found = LINK.search(part(letter, "plain"))
    assert found, "no link in the letter"
    return found[1]


def part(letter: Message, kind: str) -> str:
    [content] = [one for one in letter.walk() if one.get_content_type() == f"text/{kind}"]
    return bytes(content.get_payload(decode=True)).decode()
