"""The forms in which things go in and out: what a number, a moment, money and a text are in JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Generic, Self, TypeVar

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    WithJsonSchema,
)

MOST = 2**63 - 1
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Shape(BaseModel):
    """What goes out."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def of(cls, row: object, **given: Any) -> Self:
        """The shape of a row: each field is the row's attribute of that name, but for what is given here."""
        names = [name for name in cls.model_fields if name not in given]
        return cls(**{name: getattr(row, "pk" if name == "id" else name) for name in names}, **given)


class Told(BaseModel):
    """What comes in: fields nobody knows are refused, so that a slip of the pen is not lost in silence."""

    model_config = ConfigDict(extra="forbid")

    @property
    def given(self) -> set[str]:
        """The names of the fields that were sent."""
        return self.model_fields_set


Item = TypeVar("Item")


class Page(Shape, Generic[Item]):
    """A part of a list. ``next`` is the address of the following part, null at the end."""

    items: list[Item]
    next: str | None = Field(description="Address of the following part; null when this was the last.")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moment(given: Any) -> Any:
    """A moment is written out with its offset; a bare number or a local time is not guessed at."""
    if isinstance(given, datetime):
        return given
    if not isinstance(given, str):
        raise ValueError("moment")  # noqa: TRY004 - what the shapes understand
    try:
        found = parse_datetime(given)
    except ValueError as problem:
        raise ValueError("moment") from problem
    if found is None or not is_aware(found) or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError("moment")
    return found


_MOMENT_SCHEMA = WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-20T16:40:00Z"]})
Moment = Annotated[
    datetime, BeforeValidator(_moment), PlainSerializer(_utc, return_type=str), _MOMENT_SCHEMA
]  # in: with its offset, out: in UTC with Z


def _no_zero(text: str) -> str:
    if "\0" in text:
        raise ValueError("zero")
    return text


Text = Annotated[str, AfterValidator(_no_zero)]
Id = Annotated[int, Strict(), Field(ge=1, le=MOST)]
Whole = Annotated[int, Strict()]
Amount = Annotated[
    int,
    Strict(),
    Field(ge=0, le=2**31 - 1, description="Cents when the kind counts in money, else days, else 1 for a yes."),
]
Flag = Annotated[bool, Strict()]
Number = Annotated[int, Field(ge=1, le=MOST)]  # in an address
Language = Annotated[str, Field(pattern="^(fi|sv|en)$", description="fi, sv or en.", examples=["fi"])]
