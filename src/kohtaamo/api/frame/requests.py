"""A request by a program: who it acts as, and what its key opens."""

from __future__ import annotations

from django.http import HttpRequest

from kohtaamo.api.errors import ScopeMissing
from kohtaamo.staff.models import Key, Member


class ApiRequest(HttpRequest):
    """A request let in by a key. ``member`` is the one it acts as; ``made_at`` is the address of what was made."""

    key: Key
    member: Member
    made_at: str = ""


def need(request: ApiRequest, *scopes: str) -> None:
    """Raise ``ScopeMissing`` for the first of these the key lacks."""
    for scope in scopes:
        if scope not in request.key.scopes:
            raise ScopeMissing(scope)
