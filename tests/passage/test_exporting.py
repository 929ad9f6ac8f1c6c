"""Everything goes out whole, in forms that other programs read, without secrets."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyarrow import parquet

from kohtaamo.cli.export import command
from kohtaamo.encounters.models import Case, Message
from kohtaamo.passage.errors import ExportNoRoom
from kohtaamo.passage.exporting.export import export
from kohtaamo.passage.exporting.nouns import nouns
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.storage.keep import keep
from kohtaamo.staff.models import Member
from tests.conftest import Says
from tests.little_room import no_file_beyond

pytestmark = pytest.mark.django_db(transaction=True)
RUN = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def out(case: Case, owner: Member, says: Says, tmp_path: Path) -> Path:
    says(f'{RUN}, "lainaus"\nrivi 2 ✉', sender="+ville@posti.example")
    return tmp_path


def test_every_row_is_there_in_each_form(out: Path) -> None:
    counts = {name: export(out / name, format=name) for name in ("csv", "jsonl", "parquet")}
    messages = Message.objects.count()
    with (out / "csv" / "encounters_message.csv").open(encoding="utf-8-sig", newline="") as file:
        of_csv = list(csv.DictReader(file))
    of_lines = [json.loads(line) for line in (out / "jsonl" / "encounters_message.jsonl").read_text().splitlines()]
    of_parquet = parquet.read_table(out / "parquet" / "encounters_message.parquet").to_pylist()
    assert [len(rows) for rows in (of_csv, of_lines, of_parquet)] == [messages] * 3
    words = list(Message.objects.order_by("pk").values_list("text", flat=True))
    assert [row["text"] for row in of_lines] == [row["text"] for row in of_parquet] == words
    assert of_parquet[0]["at"] == Message.objects.order_by("pk")[0].at
    assert of_csv[-1]["text"].replace("\r\n", "\n") == f"'{words[-1]}"
    assert counts["csv"]["encounters_message"] == messages
    assert json.loads((out / "csv" / "export.json").read_text())["tables"] == counts["csv"]
    assert Entry.objects.filter(kind="export.made").count() == 3


def test_no_secret_goes_out(out: Path, owner: Member) -> None:
    export(out / "all", format="jsonl")
    everything = "".join(path.read_text() for path in (out / "all").iterdir())
    assert owner.password not in everything
    assert all(key not in everything for key in Case.objects.values_list("key", flat=True))
    told = {f"{noun.name}.{column}" for noun in nouns() for column in noun.columns}
    assert [each for each in told if each.rpartition(".")[2] in {"password", "secret", "client_secret", "nonce"}] == []


ROOM = 200_000  # bytes; more than the database writes meanwhile


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_on_a_full_disk_a_table_that_does_not_fit_leaves_nothing_and_is_written_once_there_is_room(
    case: Case, says: Says, tmp_path: Path, form: str
) -> None:
    says(os.urandom(ROOM).hex())
    written = Entry.objects.filter(kind="export.made")
    with no_file_beyond(ROOM), pytest.raises(ExportNoRoom):
        export(tmp_path / "all", format=form)
    assert (list((tmp_path / "all").iterdir()), written.count()) == ([], 0)
    assert export(tmp_path / "all", format=form)["encounters_message"] == Message.objects.count()
    assert ((tmp_path / "all" / "export.json").exists(), written.count()) == (True, 1)


def test_on_a_full_disk_a_kept_file_that_does_not_fit_leaves_nothing_and_the_command_says_so(
    case: Case, tmp_path: Path
) -> None:
    keep(os.urandom(2 * ROOM))
    with no_file_beyond(ROOM):
        done = CliRunner().invoke(command, [str(tmp_path / "all"), "--files"])
    assert (done.exit_code, "there is no room on the disk" in done.output) == (1, True)
    assert [path for path in (tmp_path / "all").rglob("*") if path.is_file()] == []
    done = CliRunner().invoke(command, [str(tmp_path / "all"), "--files"])
    assert (done.exit_code, len(list((tmp_path / "all" / "files").iterdir()))) == (0, 1)
