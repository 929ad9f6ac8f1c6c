"""The dictionaries as tries say what they say as they come."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY, TrieDictionaryFactory

from kohtaamo.platform import words_dictionary
from kohtaamo.platform.words import lemmas
from kohtaamo.platform.words_dictionary import make_ready
from kohtaamo.platform.words_tries import LANGUAGES, are_made, folder, make_beside

TEXT = "Sohvapöydän jalat olivat naarmuilla, kun leveransen kom; the deliveries weren't. Kohtaamisiin Virtasella."


@pytest.fixture
def asked_anew() -> Iterator[None]:
    """The dictionaries are chosen again, before and after."""
    for choice in (words_dictionary._factory, words_dictionary._strategy):
        choice.cache_clear()
    yield
    for choice in (words_dictionary._factory, words_dictionary._strategy):
        choice.cache_clear()


@pytest.fixture
def words(tmp_path: Path, asked_anew: None) -> Iterator[Path]:
    """A folder of dictionaries of one's own."""
    before = settings.KOHTAAMO["WORDS"]
    settings.KOHTAAMO["WORDS"] = str(tmp_path / "words")
    yield tmp_path / "words"
    settings.KOHTAAMO["WORDS"] = before


def test_they_are_made_once_and_answer_as_before(asked_anew: None) -> None:
    before = lemmas(TEXT)
    make_ready()
    assert are_made()
    made = [(file.name, file.stat().st_mtime_ns) for file in sorted(folder().iterdir())]
    make_ready()
    assert [(file.name, file.stat().st_mtime_ns) for file in sorted(folder().iterdir())] == made
    assert [name for name, _at in made] == ["en.dic", "fi.dic", "sv.dic"]
    tries = TrieDictionaryFactory(disk_cache_dir=str(folder()))
    english, frugal = tries.get_dictionary("en"), LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("en")
    assert [len(tries.get_dictionary(one)) for one in LANGUAGES] == [
        len(LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(one)) for one in LANGUAGES
    ]
    assert dict(english) == dict(frugal)
    assert isinstance(words_dictionary._factory(), TrieDictionaryFactory)
    assert lemmas(TEXT) == before


MAKES_ENGLISH = (
    "import sys, pathlib; from kohtaamo.platform.words_tries import make; make(pathlib.Path(sys.argv[1]), ['en'])"
)


def test_two_who_make_them_at_once_leave_one_whole_folder_and_sweep_what_a_kill_left(tmp_path: Path) -> None:
    killed, at_work = tmp_path / "making-killed", tmp_path / "making-at-work"
    for each in (killed, at_work):
        each.mkdir()
        (each / "en.dic").write_bytes(b"half of it")
    os.utime(killed, (0, 0))
    makers = [subprocess.Popen([sys.executable, "-c", MAKES_ENGLISH, str(tmp_path / "1.0")]) for _each in range(2)]
    assert [maker.wait(120) for maker in makers] == [0, 0]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["1.0", "making-at-work"]
    assert len(TrieDictionaryFactory(disk_cache_dir=str(tmp_path / "1.0")).get_dictionary("en")) > 10_000


def test_where_they_cannot_be_made_words_are_found_all_the_same(words: Path, caplog: pytest.LogCaptureFixture) -> None:
    words.write_text("a file stands where the folder should be")
    assert make_beside() is False
    make_ready()
    assert "could not be made ready" in caplog.text
    assert "sohvapöytä" in lemmas(TEXT)
