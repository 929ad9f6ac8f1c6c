"""``kohtaamo mail ingest``: what goes in is accounted for, line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.channels.mail.conftest import make_mail

from kohtaamo.channels.mail.models import Intake
from kohtaamo.cli.mail import command
from kohtaamo.encounters.models import Case, Delivery

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, ["ingest", *map(str, arguments)])


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_file_becomes_one_line_with_everything_said_of_it(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(make_mail("Kiitos!\n\n> Vanha teksti", Cc="Ville <ville@muualla.example>"))
    (line,) = lines(run(file, "--json"))
    case = Case.objects.get()
    assert line == {
        "file": str(file), "outcome": "stored", "reason": "", "message_id": "<m1@posti.example>",
        "from": {"name": "Eeva Mattila", "address": "eeva.mattila@posti.example"},
        "to": [{"name": "", "address": "palvelu@tupa.example"}],
        "cc": [{"name": "Ville", "address": "ville@muualla.example"}],
        "subject": "Sänky ei tullut", "date": "2026-11-20T10:00:00+02:00", "text": line["text"],
        "reply_text": "Kiitos!", "attachments": [], "bounce": None,
        "customer": case.customer_id, "case": case.pk, "encounter": case.encounters.get().pk,
    }  # fmt: skip


def test_it_works_on_an_empty_system_and_sends_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(make_mail())
    assert (run(file).exit_code, Case.objects.get().touchpoint.channel, Delivery.objects.count()) == (0, "mail", 0)


def test_the_same_file_again_is_a_duplicate_with_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(make_mail())
    found = [(line["outcome"], bool(line["reason"])) for line in lines(run(file, file, "--json"))]
    assert found == [("stored", False), ("duplicate", True)]


def test_an_mbox_is_taken_apart_and_its_quoting_undone(tmp_path: Path) -> None:
    mails = [make_mail(f"Rivi {number}\n\nFrom here on", Message_ID=f"<{number}@x>") for number in range(3)]
    box = b"".join(
        b"From eeva Fri Nov 20 10:00:00 2026\n" + mail.replace(b"\nFrom here", b"\n>From here") + b"\n"
        for mail in mails
    )
    (tmp_path / "a.mbox").write_bytes(box)
    found = lines(run(tmp_path / "a.mbox", "--json"))
    assert [line["text"].split("\n")[2] for line in found] == ["From here on"] * 3


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    for number in range(70):
        (tmp_path / f"{number:03}.eml").write_bytes(make_mail(f"Asia {number}", Message_ID=f"<{number}@x>"))
    result = run(tmp_path, "--json")
    assert [Path(line["file"]).name for line in lines(result)] == [f"{number:03}.eml" for number in range(70)]
    assert {line["outcome"] for line in lines(result)} == {"stored"}


def test_a_file_that_cannot_be_opened_is_told_of_and_the_others_are_taken_in(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(make_mail())
    result = run(tmp_path / "missing.eml", file, "--json")
    assert (result.exit_code, len(lines(result)), "missing.eml" in result.stderr) == (1, 1, True)


def test_what_is_refused_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.eml").write_bytes(b"")
    (line,) = lines(run(tmp_path / "empty.eml", "--json"))
    assert (line["outcome"], bool(line["reason"]), Intake.objects.count()) == ("rejected", True, 1)


def test_the_closing_line_adds_up(tmp_path: Path) -> None:
    for number, raw in enumerate([make_mail("a"), make_mail("a"), b"", make_mail("b", X_Spam_Flag="YES")]):
        (tmp_path / f"{number}.eml").write_bytes(raw)
    assert run(tmp_path).stdout.strip() == "4 in: 1 stored, 1 spam, 1 duplicate, 1 rejected"


def test_a_mailbox_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(make_mail())
    assert run(tmp_path / "a.eml", "--mailbox", "joku@muualla.example").exit_code == 1
