"""Every text of the interface is spelt right (Voikko for Finnish, Hunspell for Swedish), and kind."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from tests.contracts.voikko import Voikko

LOCALE = Path(__file__).resolve().parents[2] / "src" / "kohtaamo" / "locale"
ALLOWED = Path(__file__).with_name("spelling_allowed.txt")
SOFT_HYPHEN = "\u00ad"
NOT_WORDS = re.compile(
    r"%\(\w+\)[a-z]|%%|%s|\{[^}]*\}"  # placeholders
    r"|</?[a-z][^>]*>|&\w+;"  # tags and entities
    r"|\S+@\S+|(?<!\w)\.\w+|\w+(?:[./]\w+)+|\w*_\w*"  # addresses, domains, paths, settings
    r"|(?<=[\d%]):\w+"  # the ending of a number: 95 %:n
    r"|\bkohtaamo (?:serve|worker|demo \w+)"  # commands
    r"|\b[A-Z]{2,}\b-?"  # abbreviations such as IMAP, alone or before another word
)
UNKIND = {
    "en": re.compile(r"!|\b(?:invalid|illegal|successfully|ticket|fatal|abort)", re.IGNORECASE),
    "fi": re.compile(r"!|\b(?:virheelli|kelpaama|onnistunees|tiket|eskaloi|toimenpi)", re.IGNORECASE),
    "sv": re.compile(r"!|\b(?:ogiltig|felaktig|framgångsrikt|biljett|eskaler|åtgärd)", re.IGNORECASE),
}
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def texts(language: str) -> Iterable[str]:
    """The translations in a language, every plural form; the texts themselves in English."""
    if language == "en":
        yield from (text for entry in catalogue("fi") for text in (entry.msgid, entry.msgid_plural) if text)
        return
    for entry in catalogue(language):
        yield from entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]


def words(text: str) -> list[str]:
    """The words of a translated text, without placeholders, tags, addresses and single letters."""
    plain = NOT_WORDS.sub(" ", text.replace(SOFT_HYPHEN, ""))
    return [word for word in WORD.findall(plain) if len(word) > 1]


def used_words(language: str) -> set[str]:
    return {word for text in texts(language) for word in words(text)}


def allowed(language: str) -> set[str]:
    """Words the dictionary does not know and we use all the same: a line is language, word and reason."""
    rows = [line.split(maxsplit=2) for line in ALLOWED.read_text().splitlines() if line and not line.startswith("#")]
    return {word for each, word, _reason in rows if each == language}


def misspelt_in_finnish(found: Iterable[str]) -> set[str]:
    voikko = Voikko()
    return {word for word in found if not voikko.knows(word)}


def misspelt_in_swedish(found: Iterable[str]) -> set[str]:
    asked = ["hunspell", "-d", "sv_SE", "-i", "utf-8", "-l"]
    answer = subprocess.run(asked, input="\n".join(found), capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


MISSPELT = {"fi": misspelt_in_finnish, "sv": misspelt_in_swedish}


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_text_of_the_interface_is_spelt_right(language: str) -> None:
    assert sorted(MISSPELT[language](used_words(language) - allowed(language))) == []


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [("fi", "Kukaan ei odota kohtaamispisteessä.", "odotta"), ("sv", "Ingen väntar vid kontaktpunkten.", "vänntar")],
)
def test_a_misspelt_word_is_caught(language: str, right: str, wrong: str) -> None:
    assert MISSPELT[language]([*words(right), wrong]) == {wrong}


def test_placeholders_tags_and_addresses_are_not_taken_for_words() -> None:
    text = "%(name)s: 95\u00a0%%:n väli, <b>koko</b> nimi@esimerkki.fi, docs/operations.md, KOHTAAMO_DATA, {due} kuo\u00adhuk"
    assert words(text) == ["väli", "koko", "kuohuk"]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_allowed_words_are_few_in_use_and_needed(language: str) -> None:
    assert sorted(allowed(language) - used_words(language)) == []
    assert sorted(allowed(language) - MISSPELT[language](allowed(language))) == []


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_no_text_shouts_or_blames(language: str) -> None:
    assert [text for text in texts(language) if UNKIND[language].search(text)] == []
