from __future__ import annotations

from wtforms import HiddenField, StringField, TextAreaField

from domanu.core.forms import Form, short, stripped


class BookForm(Form):
    notes = TextAreaField("What they should know", filters=[stripped], validators=[short(2000)])
    booked_for = StringField("Their name", filters=[stripped], validators=[short(120)])
    service = HiddenField()


class ReasonForm(Form):
    reason = TextAreaField("Say why", filters=[stripped], validators=[short(500)])


class CancelForm(ReasonForm):
    fee = HiddenField()
    """What they were told that it costs."""
