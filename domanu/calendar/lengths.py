"""Further lengths of an appointment with their prices, as a form has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from domanu.core.money import plain_amount, read_amount
from domanu.services.models import MOST_PRICE

from .operations.terms import MOST_DURATIONS

LEAST, MOST = 5, 1440
MINUTES = f"Type the minutes as a whole number from {LEAST} to {MOST:,}."
PRICE = "Type a price such as 40 or 12.50. If it is free, type 0."


@dataclass
class Length:
    minutes: str = ""
    price: str = ""
    error: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.minutes.strip() or self.price.strip())

    def check(self) -> None:
        typed, price = self.minutes.strip(), read_amount(self.price)
        if not (typed.isascii() and typed.isdecimal() and len(typed) < 5 and LEAST <= int(typed) <= MOST):  # noqa: PLR2004
            self.error = MINUTES
        elif price is None or price > MOST_PRICE:
            self.error = PRICE


class LengthsField(Field):
    """Its data are those of `appointment_terms.other_durations`."""

    rows: list[Length]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - WTForms'
        self.process_errors = []
        self.raw_data = None
        if formdata:
            minutes, prices = formdata.getlist(f"{self.name}-minutes"), formdata.getlist(f"{self.name}-price")
            self.rows = [Length(*row) for row in zip(minutes, prices, strict=False)][: MOST_DURATIONS + 1]
        else:
            given = data if isinstance(data, list) else []
            self.rows = [Length(str(one["minutes"]), _shown(one["price"])) for one in given]

    @property
    def data(self) -> list[dict[str, Any]]:
        return [{"minutes": int(row.minutes), "price": row.price} for row in self.rows if not row.is_empty]

    @data.setter
    def data(self, given: list[dict[str, Any]]) -> None:
        self.process(None, given)

    def pre_validate(self, _form: object) -> None:
        for row in self.rows:
            if not row.is_empty:
                row.check()
        wrong = next((row for row in self.rows if row.error), None)
        if wrong:
            raise StopValidation(wrong.error)

    def rework(self, work: str) -> bool:
        """What a button asks for that saves nothing; whether it was one of these."""
        if work == "add-length":
            self.rows = [*self.rows, Length()][:MOST_DURATIONS]
            return True
        verb, _, number = work.partition(" ")
        if verb != "drop-length" or not (number.isascii() and number.isdecimal() and int(number) < len(self.rows)):
            return False
        del self.rows[int(number)]
        return True


def _shown(price: Any) -> str:
    return plain_amount(read_amount(str(price)))
