"""Lists in parts: where a part ends is a sealed word in the address of the next, good for that list only."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.utils.crypto import salted_hmac
from pydantic import Field

from kohtaamo.api.errors import WrongPlace
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.platform.cursor import BEGINNING, Place, cursor, read_cursor

USUAL, MOST = 50, 200
Limit = Annotated[int, Field(ge=1, le=MOST, description="How many at most.")]
After = Annotated[str, Field(max_length=300, description="Where to go on from; follow `next` instead of making it up.")]
Row = TypeVar("Row")


def place_in(request: ApiRequest, after: str) -> Place | None:
    """The place a list goes on from; None at its beginning. Raises ``WrongPlace`` for one that is not of this list."""
    if not after:
        return None
    text, _dot, seal = after.partition(".")
    try:
        plain = base64.urlsafe_b64decode(text.encode("ascii") + b"==").decode("ascii")
    except ValueError as problem:
        raise WrongPlace from problem
    if not seal.isascii() or not hmac.compare_digest(seal, _seal(request, plain)):
        raise WrongPlace
    return read_cursor(plain)


def part(
    request: ApiRequest, rows: Sequence[Row], limit: int, place: Callable[[Row], tuple[datetime, int, int]]
) -> tuple[list[Row], str | None]:
    """The rows of this part, fetched one more than ``limit``, and the address of the next; ``place`` says where one is."""
    shown = list(rows[:limit])
    if len(rows) <= limit:
        return shown, None
    at, rank, number = place(shown[-1])
    plain = cursor(at, number, rank)
    sealed = base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")
    asked = {name: values for name, values in request.GET.lists() if name != "after"}
    asked["after"] = [f"{sealed}.{_seal(request, plain)}"]
    return shown, f"{settings.URL}{request.path}?{urlencode(asked, doseq=True)}"


def by_number(number: int) -> Place:
    """The place of a row in a list ordered by its number alone."""
    return BEGINNING, 0, number


def _seal(request: ApiRequest, plain: str) -> str:
    """Over the address and the filters too: with others the list would go on from somewhere else."""
    asked = sorted((name, values) for name, values in request.GET.lists() if name not in {"after", "limit"})
    said = f"{request.path}?{urlencode(asked, doseq=True)}#{plain}".encode()
    return salted_hmac("kohtaamo.api.pages", hashlib.sha256(said).hexdigest(), algorithm="sha256").hexdigest()[:24]
