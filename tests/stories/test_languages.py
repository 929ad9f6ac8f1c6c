"""A page in Finnish or Swedish has no words left in English."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

import polib
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.stories.addresses import addresses
from tests.stories.conftest import Furnished
from tests.stories.house import ROOT, House

pytestmark = [pytest.mark.story, pytest.mark.server]
LOCALE = ROOT / "src" / "kohtaamo" / "locale"
SAID_IN = ("placeholder", "aria-label", "title", "alt")
NAMES = {"English"}  # a language is named in itself


def english_words(language: str) -> set[str]:
    """Our English texts that this language says otherwise."""
    entries = polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po")).translated_entries()
    words = {form for each in entries for form in (each.msgid, each.msgid_plural) if form and "%(" not in form}
    same = {form for each in entries for form in (each.msgstr, *each.msgstr_plural.values())}
    return {" ".join(each.split()) for each in words - same - NAMES}


def words_on(page: str) -> set[str]:
    """Every piece of text that a person reads or hears on the page."""
    tree = LexborHTMLParser(page)
    for unseen in tree.css("script, style, .words, .text, body [lang=en]"):  # said in English on purpose
        unseen.decompose()
    root = tree.root
    assert root is not None
    heard = {node.text_content for node in root.traverse(include_text=True) if node.tag == "-text"}
    told = {str(node.attributes.get(name)) for name in SAID_IN for node in tree.css(f"[{name}]")}
    return {" ".join(str(each).split()) for each in heard | told if each and each.strip()}


def fetch(address: str, session: str) -> str:
    """The page, or nothing when it is not one."""
    try:
        with urlopen(Request(address, headers={"Cookie": f"sessionid={session}"}), timeout=60) as answer:
            return answer.read().decode() if answer.headers.get_content_type() == "text/html" else ""
    except OSError:
        return ""


@contextmanager
def all_read(house: House, language: str) -> Iterator[None]:
    """Those who work here and the customers read this language; afterwards each their own, for the house is shared."""
    tables = ("staff_member", "customers_customer")
    known = {table: house.rows(f"SELECT id, language FROM {table}") for table in tables}
    try:
        for table in tables:
            house.change(f"UPDATE {table} SET language = ?", language)
        yield
    finally:
        for table, rows in known.items():
            for number, theirs in rows:
                house.change(f"UPDATE {table} SET language = ? WHERE id = ?", theirs, number)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_page_has_words_left_in_english(language: str, full_house: Furnished) -> None:
    house = full_house.house
    session, english = house.cast["administrator"]["session"], english_words(language)
    assert len(english) > 300
    left = {}
    with all_read(house, language):
        for address in addresses(full_house.ids):
            if address != "/live/" and (found := words_on(fetch(house.url + address, session)) & english):
                left[address] = sorted(found)
    assert left == {}
