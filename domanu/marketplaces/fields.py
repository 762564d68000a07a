"""Fields that say in a sentence what a choice or a figure should be."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import DecimalField, IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import Regexp, ValidationError
from wtforms.widgets import TextInput

MOST_DIGITS = 12


class OneOf(RadioField):
    """Cards to choose from."""

    def __init__(self, label: str, answers: Mapping[str, str], **more: Any) -> None:
        super().__init__(label, choices=[SelectChoice(*answer) for answer in answers.items()], **more)
        self.answers = answers

    def pre_validate(self, _form: object) -> None:
        if self.data not in self.answers:
            raise ValidationError("Choose one of these.")


class Whole(IntegerField):
    widget = TextInput()

    def __init__(self, label: str, least: int, most: int, **more: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "numeric", "maxlength": MOST_DIGITS}, **more)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else None

    def pre_validate(self, _form: object) -> None:
        if self.data is None or not self.least <= self.data <= self.most:
            raise ValidationError(f"Type a whole number from {self.least} to {self.most}.")


class Percent(DecimalField):
    """Two digits after the point, or the comma that many people type; a % sign does no harm."""

    widget = TextInput()

    def __init__(self, label: str, most: Decimal, **more: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "decimal", "maxlength": MOST_DIGITS}, **more)
        self.most = most

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].replace(",", ".").strip().removesuffix("%").strip() if valuelist else ""
        try:
            figure = Decimal(typed) if len(typed) <= MOST_DIGITS else None
        except InvalidOperation:
            figure = None
        self.data = figure if figure is not None and _is_tellable(figure) else None

    def pre_validate(self, _form: object) -> None:
        if self.data is None:
            raise ValidationError(f"Type a figure from 0 to {self.most}, such as 5 or 2.5.")
        if self.data > self.most:
            raise ValidationError(f"{self.data.normalize():f}% is more than this site allows. Choose 0 to {self.most}.")
        if self.data < 0 or self.data != round(self.data, 2):
            raise ValidationError(f"Choose 0 to {self.most}, with two digits after the point at most.")

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data.normalize():f}" if self.data is not None else ""


def _is_tellable(figure: Decimal) -> bool:
    """1e999999 is short, and a million digits long."""
    return figure.is_finite() and abs(figure.adjusted()) <= MOST_DIGITS


def colour_field(label: str) -> StringField:
    shape = Regexp(r"\A#[0-9A-Fa-f]{6}\Z", message="A colour is # and six digits or letters from a to f.")
    return StringField(label, [shape], render_kw={"type": "color"})
