"""SPF: whether the domain in the envelope lets this machine send for it (RFC 7208), by pyspf over our own resolver."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

import spf  # type: ignore[import-untyped]

from kohtaamo.channels.mail.authentication.names import Names, Silent

_asking: ContextVar[tuple[Names, float]] = ContextVar("kohtaamo_spf")


def envelope_domain(envelope_from: str, greeting: str) -> str:
    """The domain SPF speaks of: the sender's in the envelope, the one in the greeting for the null sender."""
    return (envelope_from.rpartition("@")[2] if "@" in envelope_from else greeting).lower()


def check_spf(peer: str, envelope_from: str, greeting: str, names: Names, ends: float) -> str:
    """ "pass", "fail", "softfail", "neutral", "none", "temperror" (no answer in time) or "permerror"."""
    token = _asking.set((names, ends))
    try:
        result, _code, _words = spf.query(i=peer, s=envelope_from, h=greeting).check()
    except Exception:  # noqa: BLE001 - whatever a stranger's record brings about, the mail is taken in
        return "temperror"
    finally:
        _asking.reset(token)
    return str(result)


def _look_up(name: str, kind: str, _strict: object = True, _timeout: float = 0) -> list[tuple[tuple[str, str], Any]]:
    """What pyspf asks, in the form it expects."""
    names, ends = _asking.get()
    try:
        return [((name, kind), _told(kind, record)) for record in names.ask(name, kind, ends)]
    except Silent as problem:
        raise spf.TempError("no answer in time") from problem


def _told(kind: str, record: Any) -> Any:
    if kind in {"A", "AAAA"}:
        return record.address
    if kind == "MX":
        return record.preference, record.exchange
    if kind == "PTR":
        return record.target.to_text(True)
    return record.strings


spf.DNSLookup = _look_up
