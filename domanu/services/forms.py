from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of WTForms 3.2
from wtforms.validators import ValidationError

from domanu.core.forms import Filled, Form, short, stripped
from domanu.core.money import plain_amount, read_amount
from domanu.marketplaces.models import Category

from .models import MOST_PRICE

LONGEST_ALT = 200


class PriceField(StringField):
    """Its data is a sum, or None where nobody can tell which."""

    data: Decimal | None  # type: ignore[assignment]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = read_amount(valuelist[0]) if valuelist else None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else plain_amount(self.data)


class CategoryField(SelectField):
    GONE = "That category is gone. Choose another, or none."

    def pre_validate(self, _form: object) -> None:
        if self.data not in {choice[0] for choice in self.iter_choices()}:
            raise ValidationError(self.GONE)

    def miss(self) -> None:
        """It went while it was being chosen."""
        self.errors = [self.GONE]

    def fill(self, categories: Sequence[Category]) -> None:
        there = [SelectChoice(str(category.id), category.name) for category in categories]
        self.choices = [SelectChoice("", "None of them"), *there]

    @property
    def key(self) -> UUID | None:
        return UUID(self.data) if self.data else None


class ServiceForm(Form):
    seen = HiddenField()
    preview = HiddenField()
    name = StringField("What you offer", [Filled("Give it a name."), short(120)], filters=[stripped])
    category = CategoryField("Category", filters=[lambda value: str(value or "")])
    price = PriceField("Price", render_kw={"inputmode": "decimal", "maxlength": 20, "autocomplete": "off"})
    description = TextAreaField("Description", [short(10_000)], filters=[stripped])

    @property
    def values(self) -> dict[str, Any]:
        """Only what may be said of a service: no other column can be reached from outside."""
        return {
            "name": self.name.data,
            "description": self.description.data or "",
            "price": self.price.data,
            "category_id": self.category.key,
        }

    @property
    def edition(self) -> int:
        """Which one the form was made from; one that makes no sense is none that ever was."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004

    def validate_price(self, field: PriceField) -> None:
        if field.data is None:
            raise ValidationError("Type a price such as 40 or 12.50. If it is free, type 0.")
        if field.data > MOST_PRICE:
            raise ValidationError(f"That is more than anybody pays here. {MOST_PRICE:,} is the most.")


class PicturesForm(Form):
    pictures = MultipleFileField("Pictures", render_kw={"accept": "image/*"})

    @property
    def sent(self) -> list[FileStorage]:
        return [file for file in self.pictures.data or () if isinstance(file, FileStorage) and file.filename]

    def validate_pictures(self, _field: MultipleFileField) -> None:
        if not self.sent:
            raise ValidationError("Choose a picture first.")


class TextForm(Form):
    """What is to be seen on a picture, for those who do not see it."""

    alt = StringField("What is on it", [short(LONGEST_ALT)], filters=[stripped])
