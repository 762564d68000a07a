from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import ValidationError

from domanu.core.forms import Filled, Form, short, stripped
from domanu.marketplaces.fields import OneOf

from .fields import ClockField, DayField, SpansField, WeekField, minute_of, zone_field
from .hours import MIDNIGHT

MISSING = "Choose a day from the calendar."


class HoursForm(Form):
    seen = HiddenField()
    week = WeekField("Your week")
    zone = zone_field("Time zone")

    @property
    def edition(self) -> int:
        return read_edition(self.seen.data)


class DaysForm(Form):
    first = DayField("The day, or the first of them", MISSING)
    last = DayField("The last day")
    kind = OneOf("What holds then?", {"closed": "Closed", "own": "Other hours"}, default="closed")
    spans = SpansField("From when to when?")
    note = StringField("A note", [short(120)], filters=[stripped])
    service = SelectField("For what?", filters=[lambda value: str(value or "")])

    def fill(self, services: Iterable[tuple[UUID, str]]) -> None:
        named = [SelectChoice(str(key), name) for key, name in services]
        self.service.choices = [SelectChoice("", "All that you offer"), *named]

    @property
    def service_id(self) -> UUID | None:
        return UUID(self.service.data) if self.service.data else None

    def validate_last(self, field: DayField) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError("That is before the first day.")

    def validate_spans(self, field: SpansField) -> None:
        if self.kind.data == "own" and not field.data:
            raise ValidationError("Type at least one stretch of time, or choose Closed.")


class BlockForm(Form):
    day = DayField("Day", MISSING)
    start = ClockField("From")
    end = ClockField("Until")
    last = DayField("Until which day?")
    label = StringField("What is it?", [short(120)], filters=[stripped], render_kw={"autocomplete": "off"})

    @property
    def start_minute(self) -> int:
        return minute_of(self.start.data) if self.start.data else 0

    @property
    def end_minute(self) -> int:
        """A midnight at the end is that of the night."""
        return (minute_of(self.end.data) if self.end.data else 0) or MIDNIGHT

    def validate_end(self, _field: ClockField) -> None:
        same_day = not self.last.data or self.last.data == self.day.data
        if same_day and self.start.data and self.start_minute >= self.end_minute:
            raise ValidationError("That is not after the start. If it is on a later day, say which.")

    def validate_last(self, field: DayField) -> None:
        if field.data and self.day.data and field.data < self.day.data:
            raise ValidationError("That is before the first day.")


class FeedForm(Form):
    name = StringField(
        "What do you call it?",
        [Filled("Give it a name, such as Work."), short(60)],
        filters=[stripped],
        render_kw={"autocomplete": "off"},
    )
    address = StringField(
        "Its address",
        [Filled("Paste the address of the calendar."), short(1000)],
        filters=[stripped],
        render_kw={"autocomplete": "off", "inputmode": "url", "autocapitalize": "none", "spellcheck": "false"},
    )


def read_edition(text: Any) -> int:
    """One that makes no sense is none that ever was."""
    typed = str(text or "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004
