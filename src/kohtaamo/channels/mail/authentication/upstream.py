"""What a server before us found, by its Authentication-Results (RFC 8601), where that server is one of ours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import cast

from django.conf import settings

from kohtaamo.channels.mail.authentication.judgement import Judgement, Result

_COMMENT = re.compile(r"\([^()]*\)")
_METHOD = re.compile(r"\s*(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_UNSURE = {"temperror", "permerror", ""}


def our_servers() -> frozenset[str]:
    """The names by which servers of ours sign what they found."""
    return frozenset(name.lower() for name in cast(list[str], settings.KOHTAAMO["AUTHSERV_IDS"]))


def upstream_judgement(headers: Iterable[str], ours: Collection[str]) -> Judgement | None:
    """The judgement of the last server of ours, from the Authentication-Results headers, topmost first.

    Where no server is named as ours, the topmost is believed only when it tells of a failure: a stranger who writes
    one himself harms nobody else.
    """
    for header in headers:
        found = _read(header)
        if found is None:
            continue
        if found.by in ours:
            return found
        if not ours:
            return Judgement(Result.FAIL, dmarc="fail") if found.dmarc == "fail" else None
    return None


def _read(header: str) -> Judgement | None:
    """One header: the server's name, then the methods; of several results of one method the best."""
    bare = header
    while (shorter := _COMMENT.sub(" ", bare)) != bare:
        bare = shorter
    server, *rest = bare.split(";")
    words = server.split()
    if not words:
        return None
    found: dict[str, str] = {}
    for part in rest:
        if method := _METHOD.match(part):
            name, result = method[1].lower(), method[2].lower()
            if name not in found or result == "pass":
                found[name] = result
    return Judgement(_result(found), by=words[0].lower().strip('"'), **found)


def _result(found: dict[str, str]) -> Result:
    dmarc = found.get("dmarc", "")
    if dmarc in {"pass", "bestguesspass"}:
        return Result.PASS
    if dmarc == "fail":
        return Result.FAIL
    return Result.NONE if dmarc not in _UNSURE else Result.UNKNOWN
