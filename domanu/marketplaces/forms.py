from __future__ import annotations

import re
from datetime import timedelta

from wtforms import EmailField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import ValidationError

from domanu.auth.addresses import problem_with
from domanu.core.forms import Filled, Form, short, stripped

from .models import ROLES
from .questions import LookPart, RulesPart

VERSION = re.compile(r"[0-9]{1,6}")


class OpenForm(LookPart, RulesPart):
    """Everything at once, for a marketplace that is not yet there."""


class VersionPart(Form):
    version = HiddenField()
    """Of the rules that stood beside the button, or that the answers were made from."""

    @property
    def seen(self) -> int | None:
        typed = self.version.data  # what the page was made from, and no text, if it was not sent
        return int(typed) if isinstance(typed, str) and VERSION.fullmatch(typed) else None


class RulesForm(RulesPart, VersionPart):
    pass


class LookForm(LookPart):
    pass


class AgreementForm(VersionPart):
    pass


class JoinForm(VersionPart):
    message = TextAreaField(
        "A word with it, if you like", [short(500)], filters=[stripped], render_kw={"maxlength": 500, "rows": 3}
    )


class InvitationForm(Form):
    USES = {"1": "One person", "5": "Up to 5 people", "25": "Up to 25 people", "": "Anybody who has the link"}  # noqa: RUF012
    DAYS = {"1": "For a day", "7": "For a week", "30": "For a month", "": "Until you revoke it"}  # noqa: RUF012

    uses = SelectField("Who may use it?", choices=[SelectChoice(*answer) for answer in USES.items()], default="1")
    days = SelectField("How long is it good?", choices=[SelectChoice(*answer) for answer in DAYS.items()], default="7")
    email = EmailField(
        "Mail it to",
        filters=[stripped],
        render_kw={"maxlength": 254, "autocomplete": "off", "spellcheck": "false"},
    )
    note = StringField(
        "Whom it is for",
        [short(80)],
        filters=[stripped],
        render_kw={"maxlength": 80, "autocomplete": "off"},
    )

    def validate_email(self, field: EmailField) -> None:
        if field.data and (problem := problem_with(field.data)):
            raise ValidationError(problem)

    @property
    def most_uses(self) -> int | None:
        return int(self.uses.data) if self.uses.data else None

    @property
    def expires_in(self) -> timedelta | None:
        return timedelta(days=int(self.days.data)) if self.days.data else None


class CategoryForm(Form):
    name = StringField(
        "Name of the category",
        [Filled("Give the category a name."), short(40)],
        filters=[stripped],
        render_kw={"maxlength": 40, "autocomplete": "off"},
    )


class HandoverForm(Form):
    username = StringField(
        "Username of the designer who takes over",
        [Filled("Type their username. It stands on their page, after the @.")],
        filters=[stripped],
        render_kw={"maxlength": 31, "autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )


class RoleForm(Form):
    role = SelectField(
        "Role",
        choices=[SelectChoice(role, role.capitalize()) for role in ROLES],
    )
