from __future__ import annotations

from typing import Any

from wtforms import BooleanField, EmailField, Form, PasswordField, RadioField, SelectField, TextAreaField
from wtforms.validators import ValidationError

# The published types know pairs only, of which WTForms itself now warns.
ENDS: Any = ["In two days, Monday 12:00", "In a week, Saturday 12:00"]
JOINING: Any = ["They ask, you answer", "They just join"]


class SampleForm(Form):
    """One field of each kind, two of them with something to put right."""

    email = EmailField("Email address")
    password = PasswordField("Password")
    ends = SelectField("It ends", choices=ENDS)
    about = TextAreaField("About you")
    joining = RadioField("Joining", choices=JOINING)
    remember = BooleanField("Remember me on this device")

    def validate_email(self, _: EmailField) -> None:
        raise ValidationError("An address has something like .org at the end. Did you mean mei@example.org?")

    def validate_password(self, _: PasswordField) -> None:
        raise ValidationError("That is 7 characters. Add 3 more.")
