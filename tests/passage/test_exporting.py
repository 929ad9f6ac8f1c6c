"""Everything goes out whole, in forms that other programs read, without secrets."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pyarrow import parquet

from kohtaamo.encounters.models import Case, Message
from kohtaamo.passage.exporting.export import export
from kohtaamo.passage.exporting.nouns import nouns
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Member
from tests.conftest import Says

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
    assert (
        Case.objects.get(pk=1 if Case.objects.filter(pk=1).exists() else Case.objects.earliest("pk").pk).key
        not in everything
    )
    told = {f"{noun.name}.{column}" for noun in nouns() for column in noun.columns}
    assert [each for each in told if each.rpartition(".")[2] in {"password", "secret", "client_secret", "nonce"}] == []
