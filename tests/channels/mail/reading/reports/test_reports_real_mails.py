"""Agreement with the expected table of real reports, where the folder of samples lies beside the project."""

from __future__ import annotations

import csv
from collections import defaultdict
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

import pytest

from kohtaamo.channels.mail.reading.letter import Address, Letter, Part
from kohtaamo.channels.mail.reading.reports import Bounce, Reading, read_report

SAMPLES = Path(__file__).parents[5].parent / "shared" / "mail-samples" / "sisimai"
TABLE = SAMPLES / "expected.tsv"
OUTCOMES = {"feedback": "complaint", "vacation": "auto_reply", "delivered": "auto_reply"}
HERE = [SAMPLES] if TABLE.is_file() else []


def _expected() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            found[row["file"]].append(row)
    return found


def _readings() -> list[tuple[list[dict[str, str]], Reading]]:
    folder = SAMPLES / "maildir" / "bsd"
    return [(rows, read_report(_letter((folder / name).read_bytes()))) for name, rows in _expected().items()]


@pytest.mark.parametrize("folder", HERE)
def test_real_reports_are_read_as_people_read_them(folder: Path) -> None:
    agreed = dict.fromkeys(("count", "status", "reason", "permanent"), 0)
    total = 0
    for rows, reading in _readings():
        if rows[0]["reason"] in OUTCOMES:
            assert reading.outcome == OUTCOMES[rows[0]["reason"]]
            continue
        total += len(rows)
        for key, share in _agreement(rows, reading.bounces).items():
            agreed[key] += share
    assert {key: count / total >= 0.95 for key, count in agreed.items()} == dict.fromkeys(agreed, True)


@pytest.mark.parametrize("folder", HERE)
def test_real_mails_that_are_no_reports_are_peoples(folder: Path) -> None:
    mails = sorted((folder / "maildir" / "not").iterdir())
    assert [read_report(_letter(mail.read_bytes())).outcome for mail in mails] == ["person"] * len(mails)


@pytest.mark.parametrize("folder", HERE)
def test_real_broken_reports_are_still_bounces(folder: Path) -> None:
    mails = sorted((folder / "maildir" / "err").iterdir())
    assert [read_report(_letter(mail.read_bytes())).outcome for mail in mails] == ["bounce"] * len(mails)


def _agreement(rows: list[dict[str, str]], bounces: tuple[Bounce, ...]) -> dict[str, int]:
    """How many rows each answer agrees with, whatever the order of the recipients."""
    return {
        "count": len(rows) if len(rows) == len(bounces) else 0,
        "status": _common([row["status"] for row in rows], [bounce.status for bounce in bounces]),
        "reason": _common([row["reason"] for row in rows], [bounce.reason for bounce in bounces]),
        "permanent": _common([row["hardbounce"] for row in rows], [str(b.permanent).lower() for b in bounces]),
    }


def _common(wanted: list[str], got: list[str]) -> int:
    return sum(min(wanted.count(value), got.count(value)) for value in set(wanted))


def _letter(raw: bytes) -> Letter:
    """A reading good enough for reports, so that these tests depend on nothing else."""
    mail = message_from_bytes(raw)
    headers = tuple((name.lower(), _decoded(str(value))) for name, value in mail.items())
    address = dict(headers).get("from", "").rpartition("<")[2].strip("> ")
    parts = tuple(_leaves(mail))
    text = next((part.text for part in parts if part.text), "")
    subject = dict(headers).get("subject", "")
    sender = Address("", address) if address else None
    return Letter("", sender, (), (), (), subject, None, text, "", (), headers, parts)


def _leaves(mail: Message) -> list[Part]:
    kind = mail.get_content_type()
    inside = mail.get_payload()
    if kind.startswith("multipart/") and isinstance(inside, list):
        return [leaf for child in inside if isinstance(child, Message) for leaf in _leaves(child)]
    if isinstance(inside, list):
        content = b"\n".join(child.as_bytes() for child in inside if isinstance(child, Message))
        return [Part(kind, content)]
    payload = mail.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    readable = kind.startswith(("text/plain", "multipart/", "message/"))
    return [Part(kind, content, _text(content, mail.get_content_charset()) if readable else "")]


def _text(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError):
        return value
