from __future__ import annotations

from wtforms import BooleanField, EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError

from domanu.core.forms import Filled, Form, short, stripped
from domanu.core.time import is_time_zone

from .addresses import problem_with
from .passwords import weakness


class AnEmail:
    def __call__(self, _form: object, field: EmailField) -> None:
        if problem := problem_with(field.data or ""):
            raise ValidationError(problem)


class AStrongPassword:
    def __call__(self, form: Form, field: PasswordField) -> None:
        personal = [other.data for other in form if other is not field and isinstance(other.data, str)]
        if problem := weakness(field.data or "", *personal):
            raise ValidationError(problem)


def email_field(label: str = "Email address", autocomplete: str = "email") -> EmailField:
    attributes = {"autocomplete": autocomplete, "spellcheck": "false", "maxlength": 254}
    return EmailField(label, [AnEmail()], filters=[stripped], render_kw=attributes)


def new_password_field(label: str) -> PasswordField:
    return PasswordField(label, [AStrongPassword()], render_kw={"autocomplete": "new-password"})


def known_password_field(label: str) -> PasswordField:
    return PasswordField(label, [Filled("Type your password.")], render_kw={"autocomplete": "current-password"})


class RegisterForm(Form):
    first_name = StringField(
        "First name",
        [Filled("Tell us what to call you."), short(60)],
        filters=[stripped],
        render_kw={"autocomplete": "given-name", "maxlength": 60},
    )
    email = email_field()
    password = new_password_field("Password")
    time_zone = HiddenField(render_kw={"data-time-zone": ""})

    @property
    def zone(self) -> str:
        """What the browser says of itself; nobody is stopped for a zone that we do not know."""
        zone = self.time_zone.data or ""
        return zone if is_time_zone(zone) else "UTC"


class SignInForm(Form):
    email = email_field(autocomplete="username")
    password = known_password_field("Password")
    remember = BooleanField("Stay signed in on this device", default=True)
    next = HiddenField()


class EmailForm(Form):
    email = email_field()


class ResetForm(Form):
    password = new_password_field("New password")


class ConfirmForm(Form):
    remember = BooleanField("Stay signed in on this device", default=True)


class ConfirmElsewhereForm(ConfirmForm):
    """In a browser that has not asked for the mail: only whoever chose the password may take the account."""

    password = known_password_field("The password you chose")


class ChangeEmailForm(Form):
    email = email_field("New email address")
    password = known_password_field("Your password")


class ChangePasswordForm(Form):
    old = known_password_field("Your password now")
    password = new_password_field("New password")


class CloseForm(Form):
    password = known_password_field("Your password")
    sure = BooleanField("Yes, close my account for good")

    def validate_sure(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError("Tick the box to say that you are sure.")


class PlainForm(Form):
    """A button: nothing to fill in but the token against forgery."""
