from __future__ import annotations

import re
from datetime import date

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import Optional, ValidationError

from domanu.core.forms import Filled, Form, short, stripped
from domanu.core.time import now, time_zones

from .usernames import problem_with

EARLIEST = date(1900, 1, 2)
PHONE = re.compile(r"\+?[0-9 ()./-]{5,38}")


class ProfileForm(Form):
    seen = HiddenField()
    first_name = StringField(
        "First name",
        [Filled("Tell us what to call you."), short(60)],
        filters=[stripped],
        render_kw={"autocomplete": "given-name"},
    )
    last_name = StringField("Last name", [short(60)], filters=[stripped], render_kw={"autocomplete": "family-name"})
    username = StringField(
        "Username",
        filters=[stripped],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    about = TextAreaField("About you", [short(1000)], filters=[stripped])
    time_zone = SelectField("Time zone", choices=[SelectChoice(zone, zone.replace("_", " ")) for zone in time_zones()])
    phone = StringField("Phone", filters=[stripped], render_kw={"autocomplete": "tel", "inputmode": "tel"})
    address = TextAreaField("Address", [short(300)], filters=[stripped], render_kw={"autocomplete": "street-address"})
    date_of_birth = DateField("Date of birth", [Optional()], render_kw={"autocomplete": "bday"})

    def validate_username(self, field: StringField) -> None:
        if problem := problem_with(field.data or ""):
            raise ValidationError(problem)

    def validate_phone(self, field: StringField) -> None:
        if field.data and not PHONE.fullmatch(field.data):
            raise ValidationError("A phone number has digits, spaces and perhaps a + in front.")

    def validate_date_of_birth(self, field: DateField) -> None:
        if field.data and not EARLIEST <= field.data < now().date():
            raise ValidationError("That day cannot be the one you were born on.")


class PictureForm(Form):
    picture = FileField("Picture", [FileRequired("Choose a picture first.")], render_kw={"accept": "image/*"})


class DesignerRequestForm(Form):
    reason = TextAreaField(
        "What would you open a marketplace for?",
        [Filled("A sentence is enough, but we do need one."), short(500)],
        filters=[stripped],
    )
