"""The form that every form is one of."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

LOWEST_PRINTABLE = 32
ALLOWED_CONTROLS = "\t\r\n"


class Form(FlaskForm):  # type: ignore[misc]
    """Text that no database column can hold is refused in words, wherever it was typed."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """A form is what a page sends. Flask-WTF would take JSON too, with values that are no text at all."""
            return request.form if request.is_json else super().wrap_formdata(form, formdata)

    def validate(self, extra_validators: Any = None) -> bool:
        unclean = [field for field in self if not self._is_clean(field)]
        return not unclean and bool(super().validate(extra_validators))

    def _is_clean(self, field: Field) -> bool:
        raw = [value for value in field.raw_data or () if isinstance(value, str)]
        if any(ord(letter) < LOWEST_PRINTABLE and letter not in ALLOWED_CONTROLS for value in raw for letter in value):
            field.errors = ["There is a character in this that cannot be kept. Type it again by hand."]
            return False
        return True


def stripped(value: str | None) -> str | None:
    return value.strip() if value else value


class Filled:
    """Like WTForms' DataRequired, with a sentence of our own and without touching what was typed."""

    field_flags = {"required": True}  # noqa: RUF012

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: object, field: Field) -> None:
        if not isinstance(field.data, str) or not field.data.strip():
            raise ValidationError(self.message)
