"""Fields for hours, days and minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from wtforms import DateField, Field, SelectField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import StopValidation, ValidationError

from domanu.core.time import time_zones

from .hours import CLOSED, Spans, Week
from .typed import TypedDay, TypedWeek, read_typed_day, read_typed_week, shown_day, shown_week

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 30)


class WeekField(Field):
    """Its data is a week, or None where what was typed is none."""

    typed: TypedWeek

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - WTForms'
        self.process_errors = []
        is_sent = bool(formdata) and f"{self.name}-way" in formdata
        given = data if isinstance(data, tuple) else self.default or CLOSED
        self.typed = read_typed_week(formdata, self.name) if is_sent else shown_week(given)
        self.raw_data = None

    @property
    def data(self) -> Week | None:
        return self.typed.week

    @data.setter
    def data(self, week: Week) -> None:
        self.typed = shown_week(week)

    def pre_validate(self, _form: object) -> None:
        wrong = [day for day in self.typed.days if day.error]
        if wrong:
            raise ValidationError(f"{wrong[0].name.title()}: {wrong[0].error}")

    def rework(self, work: str, form: Mapping[str, str]) -> bool:
        """What a button asks for that saves nothing; whether it was one of these."""
        verb, _, rest = work.partition(" ")
        name, _, number = rest.partition(" ")
        day = self.typed.day(name)
        match verb:
            case "add" if day:
                day.add()
            case "drop" if day and number.isascii() and number.isdecimal():
                day.drop(int(number))
                day.error = ""
                day.read()
            case "copy":
                self.typed.copy(form.get(f"{self.name}-from", ""), form.get(f"{self.name}-to", ""))
            case "paint" if self.typed.week:
                self.typed.paint()
            case "type":
                self.typed.type()
            case _:
                return False
        return True


class SpansField(Field):
    """Two stretches of one day. Its data are spans, or None."""

    ROWS = 2
    typed: TypedDay

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - WTForms'
        self.process_errors = []
        is_sent = bool(formdata) and f"{self.name}-start" in formdata
        given = data if isinstance(data, tuple) else ()
        self.typed = read_typed_day(formdata, self.name, self.name) if is_sent else shown_day(self.name, given)
        self.typed.rows += [("", "")] * (self.ROWS - len(self.typed.rows))
        self.raw_data = None

    @property
    def data(self) -> Spans | None:
        return None if self.typed.error else self.typed.spans

    @data.setter
    def data(self, spans: Spans) -> None:
        self.typed = shown_day(self.name, spans)

    def pre_validate(self, _form: object) -> None:
        if self.typed.error:
            raise StopValidation(self.typed.error)


class DayField(DateField):
    """`missing` says what to do where there has to be one."""

    def __init__(self, label: str, missing: str = "", **more: Any) -> None:
        super().__init__(label, **more)
        self.missing = missing

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = read_day(valuelist[0].strip()) if valuelist else None

    def pre_validate(self, _form: object) -> None:
        if self.data is None and (self.missing or _is_typed(self)):
            raise StopValidation(self.missing or "Choose a day of this century, or leave it empty.")


class ClockField(TimeField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = time.fromisoformat(valuelist[0].strip()) if valuelist else None
        except ValueError:
            self.data = None

    def pre_validate(self, _form: object) -> None:
        if self.data is None or self.data.tzinfo:
            raise StopValidation("Type a time such as 09:00.")


class ChoiceOf(SelectField):
    """Numbers with words for them. One that others have set, and that is none of these, stands among them too."""

    def __init__(self, label: str, words: Mapping[int, str], unit: str, **more: Any) -> None:
        super().__init__(label, coerce=int, **more)
        self.words, self.unit = words, unit
        self.offered = set(words)
        self.choices = [SelectChoice(str(number), told) for number, told in words.items()]

    def process_data(self, value: Any) -> None:
        super().process_data(value)
        if isinstance(value, int) and value not in self.words:
            self.offered = {value, *self.words}
            self.choices = [SelectChoice(str(value), f"{value} {self.unit}"), *(self.choices or ())]

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0] if valuelist else ""
        self.data = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else None  # noqa: PLR2004

    @property
    def number(self) -> int | None:
        """None where it is none of these."""
        return self.data if self.data in self.offered else None

    def pre_validate(self, _form: object) -> None:
        if self.number is None:
            raise StopValidation("Choose one of these.")


def zone_field(label: str, **more: Any) -> SelectField:
    choices = [SelectChoice(zone, zone.replace("_", " ")) for zone in time_zones()]
    return SelectField(label, choices=choices, **more)


def read_day(text: str) -> date | None:
    """None if it is no day, or none of this century, so that no sum of days runs over."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if is_countable(day) else None


def is_countable(day: date) -> bool:
    return FIRST_DAY <= day <= LAST_DAY


def minute_of(at: time) -> int:
    return at.hour * 60 + at.minute


def _is_typed(field: Field) -> bool:
    return any(str(value).strip() for value in field.raw_data or ())
