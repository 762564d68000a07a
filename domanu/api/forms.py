from __future__ import annotations

from datetime import timedelta

from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from domanu.auth.forms import known_password_field
from domanu.core.forms import Filled, Form, short, stripped

from .scopes import SCOPES

DAYS = {"30": "For a month", "90": "For three months", "365": "For a year", "": "Until you revoke it"}


class TokenForm(Form):
    name = StringField(
        "What is it for?",
        [Filled("Give it a name, so that you know it again."), short(60)],
        filters=[stripped],
        render_kw={"maxlength": 60, "autocomplete": "off"},
    )
    scopes = SelectMultipleField(
        "What may it do?",
        choices=[SelectChoice(scope.name, scope.title) for scope in SCOPES],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        default=["read"],
    )
    days = SelectField("How long is it good?", choices=[SelectChoice(*answer) for answer in DAYS.items()], default="90")
    password = known_password_field("Your password")

    def validate_scopes(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError("Choose one thing at least.")

    @property
    def expires_in(self) -> timedelta | None:
        return timedelta(days=int(self.days.data)) if self.days.data else None
