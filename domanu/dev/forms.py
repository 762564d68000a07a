from __future__ import annotations

from wtforms import BooleanField, EmailField, Form, PasswordField, RadioField, SelectField, TextAreaField
from wtforms.validators import ValidationError


class SampleForm(Form):
    """One field of each kind, two of them with something to put right."""

    email = EmailField("Email address")
    password = PasswordField("Password")
    ends = SelectField("It ends", choices=["In two days, Monday 12:00", "In a week, Saturday 12:00"])
    about = TextAreaField("About you")
    joining = RadioField("Joining", choices=["They ask, you answer", "They just join"])
    remember = BooleanField("Remember me on this device")

    def validate_email(self, _: EmailField) -> None:
        raise ValidationError("An address has something like .org at the end. Did you mean mei@example.org?")

    def validate_password(self, _: PasswordField) -> None:
        raise ValidationError("That is 7 characters. Add 3 more.")
