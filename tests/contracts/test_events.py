"""Every kind of event that can happen here is told of on the page for those who listen, and none that cannot."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from kohtaamo.web.desk.audit.kinds import WORDS
from kohtaamo.web.desk.connections.kinds import GROUPS
from kohtaamo.work.choices import BulkState

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kohtaamo"
KIND = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")
READ_ONLY = {"api", "cli", "config", "demo", "web", "migrations", "reading", "backup"}  # unless they import ``record``
FILES = {"html", "json", "txt"}
BY_STATE = {*(f"bulk.{state}" for state in BulkState), "mail.failed", "mail.rejected", "mail.spam", "mail.auto_reply"}
NOT_RECORDING = {"staff/choices.py", "serving/filling.py"}


def kinds_recorded() -> set[str]:
    """Every kind a command can write in the journal, read from the code."""
    labels = {model._meta.label_lower for model in apps.get_models()}
    return {kind for file in _files() for kind in _kinds(file)} - labels | BY_STATE


def _files() -> Iterator[Path]:
    for file in PACKAGE.rglob("*.py"):
        name = file.relative_to(PACKAGE)
        only_reads = READ_ONLY & set(name.parts) and "import record\n" not in file.read_text()
        if not only_reads and str(name) not in NOT_RECORDING and name.name != "apps.py":
            yield file


def _kinds(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KIND.fullmatch(node.value):
            head, _, tail = node.value.partition(".")
            if head != "kohtaamo" and tail not in FILES:
                yield node.value


def kinds_documented() -> set[str]:
    """The tables of kinds: a noun, and what may happen to it."""
    page = (ROOT / "docs" / "events.md").read_text().partition("## Kinds")[2]
    found = set()
    for noun, verbs in re.findall(r"^\| `(\w+)\.` \| (.+) \|$", page, re.MULTILINE):
        found |= {f"{noun}.{verb.strip()}" for verb in verbs.split(",")}
    return found


def test_every_kind_of_event_is_documented_and_none_that_never_happens() -> None:
    told = {kind for kind in kinds_recorded() if not kind.startswith("connection.")}
    assert sorted(told - kinds_documented()) == [], "add it to the table in docs/events.md"
    assert sorted(kinds_documented() - told) == [], "nothing writes it any more: take it out of docs/events.md"


def test_every_kind_of_event_is_said_in_words_on_the_audit_page() -> None:
    assert sorted(kinds_recorded() - set(WORDS)) == [], "say it in web/desk/audit/kinds"
    assert sorted(set(WORDS) - kinds_recorded()) == [], "nothing writes it any more"


def test_whatever_happens_with_customers_can_be_chosen_on_the_page() -> None:
    with_customers = (ROOT / "docs" / "events.md").read_text().partition("## Kinds")[2].partition("in the house")[0]
    assert set(re.findall(r"^\| `(\w+\.)`", with_customers, re.MULTILINE)) == set(GROUPS)
