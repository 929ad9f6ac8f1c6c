"""An act under an Idempotency-Key: done once, answered alike however often it is sent.

The answer is written in the act's own transaction, so after a cut there is either both or neither. Refusals are not
kept: nothing was done, and the name is free for the mended act.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kohtaamo.api.errors import WrongFields
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.keeping import Claim, claim, keep, release
from kohtaamo.api.models import KeptAnswer
from kohtaamo.platform.unit import unit_of_work

HEADER = "Idempotency-Key"
_SHAPE = re.compile(r"[A-Za-z0-9._:-]{1,255}")


def done_once(request: ApiRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do the act, or answer as it was answered before. Without the header it is simply done."""
    name = request.headers.get(HEADER)
    if name is None:
        return act()
    if not _SHAPE.fullmatch(name):
        raise WrongFields(
            [(HEADER, "wrong", _("Write a name of 1 to 255 letters, digits and . _ : - such as a UUID."))]
        )
    held = claim(key=request.key, name=name, digest=_digest(request))
    if isinstance(held, KeptAnswer):
        return _told_again(held)
    return _do(held, act)


def _do(held: Claim, act: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        with unit_of_work():
            answer = act()
            keep(
                held, status=answer.status_code, location=answer.headers.get("Location", ""),
                body=answer.content.decode(),
            )  # fmt: skip
            return answer
    except BaseException:
        release(held)
        raise


def _told_again(kept: KeptAnswer) -> HttpResponse:
    answer = HttpResponse(kept.body, status=kept.status, content_type="application/json")
    answer.headers["Idempotency-Replayed"] = "true"
    if kept.location:
        answer.headers["Location"] = kept.location
    return answer


def _digest(request: ApiRequest) -> str:
    """Of what is asked: the same JSON in another spacing is the same act."""
    try:
        said = json.dumps(json.loads(request.body), sort_keys=True).encode() if request.body else b""
    except (ValueError, RecursionError):
        said = request.body
    return hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + said).hexdigest()
