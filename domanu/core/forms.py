"""The form that every form is one of."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FileField, HiddenField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

LOWEST_PRINTABLE = 32
ALLOWED_CONTROLS = "\t\r\n"
UNCLEAN = "There is a character in this that cannot be kept. Type it again by hand."
SEVERAL_LINES = "This has to fit on one line."


class Form(FlaskForm):  # type: ignore[misc]
    """Text that no database column can hold is refused in words, wherever it was typed."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """A form is what a page sends. Flask-WTF would take JSON too, and hand a file to a field for text."""
            sent = request.form if request.is_json else super().wrap_formdata(form, formdata)
            return _with_files_in_their_place(form) if isinstance(sent, CombinedMultiDict) else sent

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field is judged, so that whoever previews a form knows which answers will do."""
        unclean = {field: problem for field in self if (problem := self._problem_with(field))}
        is_valid = bool(super().validate(extra_validators))
        for field, problem in unclean.items():
            field.errors = [problem]
        return is_valid and not unclean

    def _problem_with(self, field: Field) -> str:
        raw = [value for value in field.raw_data or () if isinstance(value, str)]
        if any(ord(letter) < LOWEST_PRINTABLE and letter not in ALLOWED_CONTROLS for value in raw for letter in value):
            return "" if _is_mended(field) else UNCLEAN
        if _is_of_one_line(field) and any(len(value.strip().splitlines()) > 1 for value in raw):
            return SEVERAL_LINES
        return ""


def _with_files_in_their_place(form: FlaskForm) -> CombinedMultiDict[str, Any]:
    places = [field.name for field in form if isinstance(field, FileField)]
    files = MultiDict([(name, file) for name in places for file in request.files.getlist(name)])
    return CombinedMultiDict([files, request.form])


def _is_of_one_line(field: Field) -> bool:
    """Names go into the subjects and sentences of mail, where a line of one's own could say anything."""
    return isinstance(field, StringField) and not isinstance(field, TextAreaField | HiddenField)


def _is_mended(field: Field) -> bool:
    """What nobody typed, nobody can type again: it counts as left out."""
    if isinstance(field, HiddenField):
        field.data = None
        return True
    return False


def stripped(value: str | None) -> str | None:
    return value.strip() if value else value


def short(most: int) -> Length:
    return Length(max=most, message=f"Keep it under {most:,} letters.")


class Filled:
    """Like WTForms' DataRequired, with a sentence of our own and without touching what was typed."""

    field_flags = {"required": True}  # noqa: RUF012

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: object, field: Field) -> None:
        if not isinstance(field.data, str) or not field.data.strip():
            raise ValidationError(self.message)
