"""What stands in requests and answers: the same notation everywhere, and nothing that is not asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializationInfo,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from domanu.core.time import is_time_zone

T = TypeVar("T")
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
LONGEST_CURSOR = 200
LONGEST_WORDS = 100
LINE_PATTERN = r"^[^\x00-\x1f\x7f\x85\u2028\u2029]*$"
TEXT_PATTERN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"


class Given(BaseModel):
    """The body of a request. Types are taken at their word, and names that are not known are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Asked(BaseModel):
    """The query of an address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zone: Zone | None = Field(None, description="The time zone to tell times in, if it is another than yours.")


class Told(BaseModel):
    model_config = ConfigDict(frozen=True)


class Edited(Told):
    """What can be edited. Its `ETag` names the edition, which an edit sends back as `If-Match`."""

    edition: int = Field(description="Goes up with every edit.")


class InZone(Told):
    """Whose times are told in a zone that it names."""

    zone: str = Field(description="In which the times are told.")


class Several(Told, Generic[T]):
    """A page of a list."""

    items: Sequence[T]
    next: str | None = Field(default=None, description="What to send as after for the next page; null on the last.")


def _zone(name: str) -> str:
    if not is_time_zone(name):
        raise PydanticCustomError("zone", "That is no time zone. Name one such as Europe/Lisbon.")
    return name


def _bounded(instant: datetime) -> datetime:
    if not EARLIEST <= instant < LATEST:
        raise PydanticCustomError("instant", "That is too far away to mean anything.")
    return instant.astimezone(UTC)


def _bounded_day(day: date) -> date:
    if not EARLIEST.date() <= day < LATEST.date():
        raise PydanticCustomError("day", "That is too far away to mean anything.")
    return day


def _switch(value: object) -> object:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise PydanticCustomError("switch", "Say true or false.")
    return value


def _printable(value: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())


def _local(instant: datetime, info: SerializationInfo) -> str:
    zone = (info.context or {}).get("zone", "UTC")
    return instant.astimezone(ZoneInfo(zone)).isoformat()


class OneOf:
    """Of words that are not known before the program runs."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        return core_schema.literal_schema(list(self.words))


Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_zone)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=LINE_PATTERN)]
"""Text that goes into sentences and subjects, where a line of one's own could say anything."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, pattern=TEXT_PATTERN)]
Amount = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,5})\.[0-9]{2}$")]
"""With two digits after the point, and never a number, which would lose cents."""
When = Annotated[AwareDatetime, AfterValidator(_bounded)]
"""As somebody sends it: with any offset, but with one."""
Day = Annotated[date, AfterValidator(_bounded_day)]
Instant = Annotated[
    datetime, PlainSerializer(_local, return_type=str), WithJsonSchema({"type": "string", "format": "date-time"})
]
"""As we tell it, with the offset of the reader's zone."""
Switch = Annotated[bool, BeforeValidator(_switch)]
Words = Annotated[str, StringConstraints(max_length=LONGEST_WORDS), AfterValidator(_printable)]
Cursor = Annotated[str, StringConstraints(max_length=LONGEST_CURSOR)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Minutes = Annotated[int, Field(ge=1, le=1440)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]


class Money(Told):
    amount: Amount
    currency: str = Field(description="Three letters, as in ISO 4217.")


class Paged(Asked):
    after: Cursor | None = Field(None, description="Where the page before ended: its next.")


def money(amount: Decimal, currency: str) -> Money:
    return Money(amount=f"{amount:.2f}", currency=currency)


Asked.model_rebuild()
Order = Literal["best", "newest", "cheapest", "dearest"]
