"""Any raw mail into a Letter."""

from __future__ import annotations

import codecs
import re
from datetime import datetime

from .addresses import parse_addresses
from .body import read_body
from .dates import parse_date
from .head import Head, decoded_fields, split_head, start_of_head
from .identifiers import message_id, references
from .letter import Address, Letter
from .params import parse_value
from .tree import grow

_BARE_RETURN = re.compile(rb"\r(?!\n)")
_ANY_BREAK = re.compile(rb"\r+\n|\r")
_END_OF_HEAD = re.compile(rb"\n\r*\n")
_ENVELOPE = re.compile(rb">?From (?!:)[^\n]*\n")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_BLANK = re.compile(rb"[\s\0]*\Z")
_SENDERS = ("from", "sender", "reply-to", "return-path")


class Unreadable(ValueError):
    """What cannot be a mail at all; ``code`` is ``empty``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_letter(raw: bytes) -> Letter:
    """Read a mail, mended where it is broken; ``faults`` of the Letter tells where.

    Identifiers (``message_id``, ``in_reply_to``, ``references``) keep their angle brackets. Raises Unreadable for
    what holds nothing but white space and NUL bytes.
    """
    if _BLANK.match(raw):
        raise Unreadable("empty")
    faults: dict[str, None] = {}
    raw = _prepared(raw, faults)
    head = split_head(raw)
    if not head.fields:
        head = split_head(raw, start_of_head(raw))
    faults.update(dict.fromkeys(head.faults))
    label = parse_value(head.first("content-type")).get("charset")
    body = read_body(grow(raw, head))
    fields = decoded_fields(head, label)
    sender = _sender(head, label, faults)
    date = _date(fields, faults)
    identifier = _identifier(fields, faults)
    return Letter(
        message_id=identifier,
        sender=sender,
        reply_to=_addresses(head, "reply-to", label),
        to=_addresses(head, "to", label),
        cc=_addresses(head, "cc", label),
        subject=_first(fields, "subject").replace("\t", " ").strip(),
        date=date,
        text=body.text,
        html=body.html,
        attachments=tuple(body.attachments),
        headers=fields,
        parts=tuple(body.parts),
        in_reply_to=references(value for name, value in fields if name == "in-reply-to"),
        references=references(value for name, value in fields if name == "references"),
        protection=body.protection,
        faults=tuple({**faults, **body.faults}),
    )


def _prepared(raw: bytes, faults: dict[str, None]) -> bytes:
    """The mail from its first field on, its lines ending so that fields can be told apart."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = raw.decode("utf-16", "replace").encode()
    raw = raw.removeprefix(codecs.BOM_UTF8)
    stripped = raw.lstrip(b"\r\n\t \0")
    if _ENVELOPE.match(stripped) or split_head(stripped).fields:
        raw = stripped
    if b"\n" not in raw and b"\r" in raw:
        faults["bare-cr"] = None
        raw = raw.replace(b"\r", b"\n")
    raw = _without_envelope(raw)
    end = _END_OF_HEAD.search(raw)
    stop = end.start() + 1 if end else len(raw)
    if _BARE_RETURN.search(raw, 0, stop):
        faults["bare-cr"] = None
        raw = _ANY_BREAK.sub(b"\n", raw[:stop]) + raw[stop:]
    return raw


def _without_envelope(raw: bytes) -> bytes:
    """Without the From_ line of an mbox (RFC 4155), and then without what it did to lines of the body."""
    envelope = _ENVELOPE.match(raw)
    if envelope is None:
        return raw
    raw = raw[envelope.end() :]
    return _QUOTED_FROM.sub(rb"\1", raw) if b"\n>From " in raw or b"\n>>From " in raw else raw


def _addresses(head: Head, name: str, label: str) -> tuple[Address, ...]:
    return tuple(one for value in head.every(name) for one in parse_addresses(value, label))


def _sender(head: Head, label: str, faults: dict[str, None]) -> Address | None:
    """The first address of From; without one that of Sender, Reply-To or Return-Path."""
    candidates: list[Address] = []
    for name in _SENDERS:
        found = _addresses(head, name, label)
        if name == "from" and not found:
            faults["no-from"] = None
        candidates += found
        whole = next((one for one in found if one.address), None)
        if whole:
            return whole
    return candidates[0] if candidates else None


def _first(fields: tuple[tuple[str, str], ...], wanted: str) -> str:
    return next((value for name, value in fields if name == wanted and value), "")


def _date(fields: tuple[tuple[str, str], ...], faults: dict[str, None]) -> datetime | None:
    text = _first(fields, "date")
    date = parse_date(text)
    if date is None:
        faults["bad-date" if text else "no-date"] = None
    return date


def _identifier(fields: tuple[tuple[str, str], ...], faults: dict[str, None]) -> str:
    identifier = message_id(_first(fields, "message-id"))
    if not identifier:
        faults["no-message-id"] = None
    return identifier
