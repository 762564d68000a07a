"""What a designer is asked: the rules and the look, and how answers become both."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from wtforms import BooleanField, Field, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2

from domanu.core.forms import Filled, Form, short, stripped
from domanu.drawing.colour import Palette, palette_code, parse_palette

from .fields import OneOf, Percent, Whole, colour_field
from .looks import FIRST_PALETTE, FIRST_PATTERN, PALETTE_CODES, PATTERN_NAMES
from .models import Marketplace
from .rules import CURRENCIES, MOST_CANCEL_HOURS, MOST_HOUSE_PERCENT, Rules
from .words import CURRENCY_NAMES

YES_OR_NO = ("no", "yes")
# Until how many hours before the start all of the price comes back, and what part of it is kept after that.
CANCELLING = {"kind": (1, 50), "fair": (24, 50), "strict": (72, 100)}


class NamePart(Form):
    title = StringField(
        "What is it called?",
        [Filled("Give it a name."), short(80)],
        filters=[stripped],
        render_kw={"maxlength": 80, "autocomplete": "off"},
    )
    description = TextAreaField(
        "What is it for, in a sentence or two?",
        [
            Filled("Say what it is for: one sentence is enough."),
            short(1000),
        ],
        filters=[stripped],
        render_kw={"maxlength": 1000, "rows": 3},
    )


class RulesPart(Form):
    """The rules as questions."""

    private = OneOf("Who may see it?", {"no": "Anyone", "yes": "Members only"})
    approval = OneOf("How do people join?", {"no": "They just join", "yes": "They ask, you answer"})
    selling = OneOf(
        "Who may sell?", {"everyone": "Every member", "approved": "Sellers you approve", "team": "Only your team"}
    )
    bargaining = BooleanField("Bargaining")
    bidding = BooleanField("Bidding")
    cancelling = OneOf(
        "What happens when somebody cancels?",
        {"kind": "Kind", "fair": "Fair", "strict": "Strict", "own": "Your own terms"},
    )
    cancel_hours = Whole("Free until, in hours before", 0, MOST_CANCEL_HOURS)
    cancel_percent = Whole("Kept after that, in percent", 0, 100)
    house_percent = Percent("What does the house take, in percent?", MOST_HOUSE_PERCENT)
    currency = SelectField(
        "Which money are prices in?",
        choices=[SelectChoice(code, f"{CURRENCY_NAMES[code]} ({code})") for code in CURRENCIES],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """The figures behind a named answer are ours; whatever else was sent for them is put aside."""
        if self.cancelling.data in CANCELLING:
            self.cancel_hours.data, self.cancel_percent.data = CANCELLING[self.cancelling.data]
        return super().validate(extra_validators)

    def read_rules(self) -> Rules:
        """As they are answered. Where an answer will not do, as they would be without it."""
        usual = Rules()
        return Rules(
            private=self.private.data == "yes",
            approval=self.approval.data == "yes",
            selling=_answer(self.selling, usual.selling),
            bargaining=bool(self.bargaining.data),
            bidding=bool(self.bidding.data),
            currency=_answer(self.currency, usual.currency),
            house_percent=_answer(self.house_percent, usual.house_percent).quantize(Decimal("0.01")),
            cancel_hours=_answer(self.cancel_hours, usual.cancel_hours),
            cancel_percent=_answer(self.cancel_percent, usual.cancel_percent),
        )


class LookPart(NamePart):
    palette = OneOf("Its colours", {**PALETTE_CODES, "own": "Your own"})
    strong = colour_field("The strong one")
    pale = colour_field("Its pale partner")
    third = colour_field("One that surprises")
    pattern = OneOf("The cloth of its awning", PATTERN_NAMES)

    def validate(self, extra_validators: Any = None) -> bool:
        if self.palette.data in PALETTE_CODES:
            self.strong.data, self.pale.data, self.third.data = parse_palette(self.palette.data)
        return super().validate(extra_validators)

    def read_palette(self) -> Palette:
        chosen = (self.strong, self.pale, self.third)
        return Palette(*(_answer(field, usual) for field, usual in zip(chosen, FIRST_PALETTE, strict=True)))

    def read_pattern(self) -> str:
        return str(_answer(self.pattern, FIRST_PATTERN))


def answers_to(rules: Rules) -> Mapping[str, Any]:
    """What a form asks, answered as the rules stand."""
    terms = (rules.cancel_hours, rules.cancel_percent)
    named = {figures: name for name, figures in CANCELLING.items()}
    return rules.as_columns() | {
        "private": YES_OR_NO[rules.private],
        "approval": YES_OR_NO[rules.approval],
        "cancelling": named.get(terms, "own"),
    }


def look_of(marketplace: Marketplace) -> Mapping[str, Any]:
    code, colours = marketplace.palette, marketplace.colours._asdict()
    plain = {"title": marketplace.title, "description": marketplace.description, "pattern": marketplace.pattern}
    return plain | colours | {"palette": code if code in PALETTE_CODES else "own"}


def first_look() -> Mapping[str, Any]:
    return {"palette": palette_code(FIRST_PALETTE), "pattern": FIRST_PATTERN, **FIRST_PALETTE._asdict()}


def _answer(field: Field, usual: Any) -> Any:
    return usual if field.errors or field.data is None else field.data
