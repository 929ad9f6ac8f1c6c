"""Judging a mail delivered straight to us, by who delivered it and what is signed."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from kohtaamo.channels.mail.authentication.dkim_check import check_dkim
from kohtaamo.channels.mail.authentication.dmarc import Policy, find_policy, is_aligned
from kohtaamo.channels.mail.authentication.judgement import Judgement, Result
from kohtaamo.channels.mail.authentication.names import WHOLE, Names, Silent
from kohtaamo.channels.mail.authentication.spf_check import check_spf, envelope_domain
from kohtaamo.channels.mail.authentication.upstream import our_servers, upstream_judgement
from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.read import Unreadable, read_letter
from kohtaamo.platform.outgoing import is_internal, is_public

logger = logging.getLogger(__name__)
US = "kohtaamo"
HEAD = 256 * 1024  # bytes in which the headers are looked for
UNSURE = "temperror"


@dataclass(frozen=True)
class Delivered:
    """How a mail was handed to us: the machine's address, its greeting, and the envelope's sender (empty: null)."""

    peer: str
    greeting: str
    envelope_from: str


def judge(raw: bytes, way: Delivered, names: Names) -> Judgement:
    """Judge a mail in a few seconds at most. Raises nothing: what cannot be found out is unknown."""
    try:
        return _judge(raw, way, names)
    except Unreadable:
        return Judgement(Result.UNKNOWN, by=US)
    except Exception:
        logger.exception("the sender of a mail could not be judged")
        return Judgement(Result.UNKNOWN, by=US)


def _judge(raw: bytes, way: Delivered, names: Names) -> Judgement:
    letter = _head(raw)
    is_outside = _is_outside(way.peer)
    if not is_outside and (said := upstream_judgement(letter.all_headers("authentication-results"), our_servers())):
        return said
    if len(letter.all_headers("from")) > 1:
        return Judgement(Result.FAIL, dmarc="permerror", by=US)  # RFC 7489, 6.6.1: one of them hides another
    _name, at, domain = letter.sender.address.lower().rpartition("@") if letter.sender else ("", "", "")
    proves_nothing = not is_outside and not letter.all_headers("dkim-signature")
    if not (at and domain) or proves_nothing:
        return Judgement(Result.UNKNOWN, by=US)
    return _asked(domain, raw, way if is_outside else None, names)


def _asked(domain: str, raw: bytes, way: Delivered | None, names: Names) -> Judgement:
    """Ask what the domain says, and of SPF and DKIM only what could speak for it: a stranger's own names, however
    slow, are not looked up. ``way`` is None where one of our own machines delivered it."""
    ends = time.monotonic() + WHOLE
    try:
        policy, is_told = find_policy(domain, names, ends), True
    except Silent:
        policy, is_told = None, False
    word = policy or Policy(domain)
    spf = "" if way is None else _spf(way, word, domain, names, ends)
    dkim = check_dkim(raw, lambda one: is_aligned(one, domain, word.house, strict=word.strict_dkim), names, ends)
    if "pass" in {spf, dkim}:
        return Judgement(Result.PASS, spf, dkim, "pass" if policy else "none", US)
    if not is_told or way is None or UNSURE in {spf, dkim}:
        return Judgement(Result.UNKNOWN, spf, dkim, UNSURE if policy or not is_told else "none", US)
    if policy:
        return Judgement(Result.FAIL, spf, dkim, "fail", US)
    return Judgement(Result.FAIL if spf == "fail" else Result.NONE, spf, dkim, "none", US)


def _spf(way: Delivered, word: Policy, domain: str, names: Names, ends: float) -> str:
    sent = envelope_domain(way.envelope_from, way.greeting)
    if not is_aligned(sent, domain, word.house, strict=word.strict_spf):
        return "none"
    return check_spf(way.peer, way.envelope_from, way.greeting, names, ends)


def _is_outside(peer: str) -> bool:
    """Whether the machine is a stranger's: not within our own network, nor named by an administrator."""
    return is_public(peer) and not is_internal(peer)


def _head(raw: bytes) -> Letter:
    """The mail's headers, read."""
    part = raw[:HEAD]
    ends = [at for at in (part.find(b"\r\n\r\n"), part.find(b"\n\n")) if at >= 0]
    return read_letter(part[: min(ends)] + b"\r\n\r\n" if ends else part)
