"""What a service asks its seller before people can book it by time."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import ValidationError

from domanu.core.forms import Form, short, stripped
from domanu.core.time import tell_minutes, time_zones
from domanu.marketplaces.fields import OneOf, Whole

from .fields import ChoiceOf, WeekField
from .forms import read_edition
from .hours import write_week
from .lengths import LengthsField
from .models import AppointmentTerms

STEPS = (5, 10, 15, 20, 30, 45, 60, 90, 120)
GAPS = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120)
NOTICES = {
    0: "Until the last minute",
    30: "Until 30 minutes before",
    60: "Until an hour before",
    120: "Until 2 hours before",
    240: "Until 4 hours before",
    720: "Until 12 hours before",
    1440: "Until a day before",
    2880: "Until 2 days before",
    4320: "Until 3 days before",
    10080: "Until a week before",
}
HORIZONS = {
    7: "A week ahead",
    14: "Two weeks ahead",
    30: "A month ahead",
    60: "Two months ahead",
    90: "Three months ahead",
    183: "Half a year ahead",
    366: "A year ahead",
}
OFFERS = {minutes: tell_minutes(minutes) for minutes in (10, 30, 60, 120, 240, 720, 1440)}
DEFAULTS: dict[str, Any] = {
    "duration": 60,
    "step": 30,
    "before": 0,
    "after": 0,
    "notice": 120,
    "horizon": 60,
    "offer": 120,
    "on_request": "no",
    "hours": "usual",
}


class AnyNumber(Whole):
    """Or empty."""

    @property
    def is_empty(self) -> bool:
        return not any(str(value).strip() for value in self.raw_data or ())

    def pre_validate(self, form: object) -> None:
        if not self.is_empty:
            super().pre_validate(form)


class TermsForm(Form):
    seen = HiddenField()
    duration = Whole("How many minutes does it take?", 5, 1440)
    others = LengthsField("Other lengths")
    on_request = OneOf("When somebody books", {"no": "It is booked at once", "yes": "I confirm each one first"})
    hours = OneOf("When can it be booked?", {"usual": "In my usual hours", "own": "In hours of its own"})
    week = WeekField("Its own week")
    place = StringField("Where is it?", [short(200)], filters=[stripped], render_kw={"autocomplete": "off"})
    zone = SelectField("Time zone of the place", filters=[lambda value: str(value or "")])
    notice = ChoiceOf("Until when can people book?", NOTICES, "minutes before")
    horizon = ChoiceOf("How far ahead?", HORIZONS, "days ahead")
    step = ChoiceOf("How often can it begin?", {n: f"Every {tell_minutes(n)}" for n in STEPS}, "minutes apart")
    most_per_day = AnyNumber("Most in a day", 1, 100)
    before = ChoiceOf("Kept free before", {n: tell_minutes(n) if n else "Nothing" for n in GAPS}, "minutes")
    after = ChoiceOf("Kept free after", {n: tell_minutes(n) if n else "Nothing" for n in GAPS}, "minutes")
    offer = ChoiceOf("How long is a freed time offered to whoever waits?", OFFERS, "minutes")

    def fill(self, usual_zone: str) -> None:
        own = SelectChoice("", f"As your calendar: {usual_zone.replace('_', ' ')}")
        self.zone.choices = [own, *(SelectChoice(zone, zone.replace("_", " ")) for zone in time_zones())]

    @property
    def edition(self) -> int | None:
        """None where there were no terms when the form was made."""
        return read_edition(self.seen.data) if self.seen.data else None

    @property
    def values(self) -> dict[str, Any]:
        """Only what may be said: no other column can be reached from outside."""
        week = self.week.data if self.hours.data == "own" else None
        return {
            "duration": self.duration.data,
            "other_durations": self.others.data,
            "on_request": self.on_request.data == "yes",
            "availability": write_week(week) if week else None,
            "time_zone": self.zone.data or None,
            "place": self.place.data or "",
            "notice_minutes": self.notice.data,
            "horizon_days": self.horizon.data,
            "step_minutes": self.step.data,
            "most_per_day": self.most_per_day.data,
            "before_minutes": self.before.data,
            "after_minutes": self.after.data,
            "offer_minutes": self.offer.data,
        }

    @property
    def has_rare_errors(self) -> bool:
        """Where what is wrong stands in the part that is mostly folded."""
        rare = (self.step, self.most_per_day, self.before, self.after, self.offer, self.zone)
        return any(field.errors for field in rare)

    def validate_week(self, field: WeekField) -> None:
        if self.hours.data == "own" and field.data is not None and not any(field.data):
            raise ValidationError("Without any hours nobody can book it. Add some, or let it follow your usual ones.")


def answers_of(terms: AppointmentTerms) -> dict[str, Any]:
    return {
        "seen": terms.edition,
        "duration": terms.duration,
        "others": terms.other_durations,
        "on_request": "yes" if terms.on_request else "no",
        "hours": "usual" if terms.availability is None else "own",
        "place": terms.place,
        "zone": terms.time_zone or "",
        "notice": terms.notice_minutes,
        "horizon": terms.horizon_days,
        "step": terms.step_minutes,
        "most_per_day": terms.most_per_day,
        "before": terms.before_minutes,
        "after": terms.after_minutes,
        "offer": terms.offer_minutes,
    }
