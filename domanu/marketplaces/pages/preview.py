"""What members will see and read, while a designer still chooses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request

from ..operations.listing import Stall
from ..questions import LookPart, RulesPart
from ..rules import MOST_HOUSE_PERCENT
from ..words import Sentence, tell_rules

NOBODY = UUID(int=0)
UNDECIDED = Sentence("What the house takes", f"is not decided yet: choose 0 to {MOST_HOUSE_PERCENT}%.", "house")


def stall_of(form: LookPart, **known: Any) -> Stall:
    """As it will hang in the street. What is not written yet stands there as a hint."""
    new = {"private": True, "approval": False, "member_count": 1, "service_count": 0}
    return Stall(
        id=NOBODY,
        slug="",
        title=(form.title.data or "Its name")[:80],
        description=(form.description.data or "What people do for each other here.")[:1000],
        palette="".join(form.read_palette()).replace("#", "").lower(),
        pattern=form.read_pattern(),
        archived=False,
        role="",
        status="left",
        is_heir=False,
        **(new | known),
    )


def sentences_of(form: RulesPart, designer: str) -> list[Sentence]:
    told = tell_rules(form.read_rules(), designer)
    undecided = bool(form.house_percent.errors)
    return [UNDECIDED if undecided and line.topic == "house" else line for line in told]


def changed_last(sentences: list[Sentence]) -> set[str]:
    """Compared with what the page told before, which it sends along."""
    before = set(request.form.getlist("told"))
    return {line.topic for line in sentences if before and as_told(line) not in before}


def as_told(line: Sentence) -> str:
    return f"{line.strong} {line.rest}"
