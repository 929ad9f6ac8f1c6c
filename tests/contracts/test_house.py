"""The house's own rules, each with its remedy in the message."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kohtaamo"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
SCRIPTS = sorted((PACKAGE / "web" / "static").rglob("*.js"))


def _places(pattern: str, files: list[Path]) -> list[str]:
    found = []
    for file in files:
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if re.search(pattern, line):
                found.append(f"{file.relative_to(ROOT)}:{number}")
    return found


def test_templates_hold_no_inline_script_or_style() -> None:
    assert _places(r"\sstyle=|\son[a-z]+=\"|javascript:|hx-on|<style", TEMPLATES) == [], "move it to a file of its own"


def test_scripts_stay_small() -> None:
    sizes = {str(file.relative_to(PACKAGE)): len(file.read_text().splitlines()) for file in SCRIPTS}
    assert {name: lines for name, lines in sizes.items() if lines > 120} == {}, "one behaviour in a file: split it"


def test_no_module_is_named_for_nothing() -> None:
    assert [str(p) for p in PACKAGE.rglob("*.py") if p.stem in {"utils", "helpers", "common", "misc"}] == []


def test_every_option_is_documented() -> None:
    from kohtaamo.config.options import OPTIONS

    page = (ROOT / "docs" / "operations.md").read_text()
    assert [o.name for o in OPTIONS if f"`KOHTAAMO_{o.name}`" not in page] == [], "add it to docs/operations.md"


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_text_is_translated(language: str) -> None:
    catalogue = polib.pofile(str(PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_translation_keeps_its_blanks(language: str) -> None:
    """A placeholder lost in translation would lose a name or a time on the page."""
    catalogue = polib.pofile(str(PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"))
    blank = re.compile(r"%\(\w+\)s")
    wrong = []
    for entry in catalogue:
        wanted = set(blank.findall(entry.msgid_plural or entry.msgid))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and set(blank.findall(text)) - wanted - set(blank.findall(entry.msgid)):
                wrong.append(entry.msgid)
            if text and not entry.msgid_plural and set(blank.findall(text)) != wanted:
                wrong.append(entry.msgid)
    assert wrong == []
