"""Versions of a thing: its ETag is a digest of what is shown of it, so that one can say which version one changes."""

from __future__ import annotations

import hashlib
import json

from django.http import HttpRequest
from ninja.renderers import JSONRenderer

from kohtaamo.api.errors import Changed
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Shape


class Writer(JSONRenderer):
    """JSON in UTF-8, always in the same order."""

    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


def tag_of(content: bytes) -> str:
    """The ETag of an answer's bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def match(request: ApiRequest, shown: Shape) -> None:
    """Raise ``Changed`` unless the thing, as it is shown now, is the version the request names in If-Match.

    Call it with the thing held still, in the transaction that changes it.
    """
    content = json.dumps(shown.model_dump(), cls=Writer.encoder_class, **Writer.json_dumps_params)
    if not names(request.headers.get("If-Match", ""), tag_of(content.encode())):
        raise Changed


def names(header: str, tag: str) -> bool:
    """Whether a list of ETags names this one; a star names any. A weak mark is passed over: the digest is strong."""
    given = {each.strip().removeprefix("W/") for each in header.split(",")}
    return "*" in given or tag in given


def is_unchanged(request: HttpRequest, tag: str) -> bool:
    """Whether the asker has this version already."""
    return "If-None-Match" in request.headers and names(request.headers["If-None-Match"], tag)
