"""The log tells what happened to which mail or job, and never what a customer said or what opens a door."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.db import DataError
from django.test import Client

from kohtaamo.channels.mail.bulk import take_in_all
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.config.log_lines import AsJson, WithoutWords
from kohtaamo.encounters.models import Case
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.readers import Reader, advance

WORDS = "Salainensairaus"
MAIL = (
    "From: {w} <{w}@posti.example>\nTo: palvelu@tupa.example\nSubject: {w}\nMessage-ID: <{w}{n}@posti.example>\n"
    "Content-Type: text/{kind}; charset={charset}\n\n{w} {w}\n"
)


@pytest.fixture(params=[AsJson, WithoutWords])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(request.param())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.mark.django_db
def test_mails_taken_in_and_pages_opened_leave_no_words_in_the_log(
    log: io.StringIO, mailbox: Mailbox, as_owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = [("plain", "utf-8"), ("html", "utf-8"), ("plain", "no-such-charset"), ("calendar", "utf-16"), ("", "")]
    mails = [MAIL.format(w=WORDS, n=n, kind=kind, charset=charset).encode() for n, (kind, charset) in enumerate(kinds)]
    broken = (
        b"From: "
        + WORDS.encode()
        + b"\xff\xfe\nSubject: =?utf-8?b?"
        + WORDS.encode()
        + b"?=\n\n\xff\x00"
        + WORDS.encode()
    )
    list(take_in_all(iter((f"{n}.eml", raw) for n, raw in enumerate([*mails, broken])), mailbox=mailbox))

    def chokes(*_: object, **__: object) -> None:
        raise ValueError(f"cannot read {WORDS!r}")

    monkeypatch.setattr("kohtaamo.channels.mail.commands.take_in.place", chokes)
    list(
        take_in_all(
            iter([("x.eml", MAIL.format(w=WORDS, n=77, kind="plain", charset="utf-8").encode())]), mailbox=mailbox
        )
    )
    advance(Reader("choking", chokes))
    for case in Case.objects.all():
        as_owner.get(f"/cases/{case.pk}/")
    as_owner.get(f"/cases/?q={WORDS}")
    assert Intake.objects.count() == 7
    assert Entry.objects.exists()
    assert "ValueError" in log.getvalue()
    assert WORDS.casefold() not in log.getvalue().casefold()


def test_an_error_is_told_by_its_kind_and_places_not_by_what_it_quotes(log: io.StringIO) -> None:
    try:
        try:
            raise DataError(f"DETAIL: Failing row contains ({WORDS})")
        except DataError as problem:
            raise FileNotFoundError(2, "No such file", "/data/x") from problem
    except FileNotFoundError:
        logging.getLogger("kohtaamo").exception("mail %s could not be read", 12)
    said = log.getvalue()
    assert WORDS not in said
    assert [part in said for part in ("mail 12 could not", "DataError", "test_log_lines.py", "No such file")] == [
        True
    ] * 4


def test_a_line_of_json_has_what_a_collector_needs() -> None:
    record = logging.makeLogRecord({"msg": "GET /p/secret-token/", "name": "kohtaamo", "levelname": "INFO", "ms": 12})
    told = json.loads(AsJson().format(record))
    assert (told["level"], told["logger"], told["message"], told["ms"]) == ("INFO", "kohtaamo", "GET /p/…/", 12)
