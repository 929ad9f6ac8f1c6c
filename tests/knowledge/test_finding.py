"""Finding articles in any inflected form, the best first, and remembering what is not found."""

from __future__ import annotations

import pytest

from kohtaamo.encounters.models import Case
from kohtaamo.knowledge.commands.seek import draft_sought, lay_aside, note_sought
from kohtaamo.knowledge.commands.texts import withdraw_text
from kohtaamo.knowledge.models import Sought
from kohtaamo.knowledge.queries.finding import found_by, found_publicly, suggested_for
from kohtaamo.knowledge.queries.telling import sought
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.staff.models import Member, Team
from tests.conftest import Says
from tests.knowledge.conftest import Writes

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(writes: Writes) -> Writes:
    writes("Missä tilaukseni on?", "Seuraa pakettia linkistä.", keywords="seuranta, toimitus")
    writes("Näin palautat tuotteen", "Palautus on maksuton 30 päivää. Tilaus näkyy kuitissa.")
    writes("Tyynyn pesu", "Pese tyyny 60 asteessa.")
    writes("Var är min beställning?", "Följ paketet med länken.", language="sv")
    return writes


@pytest.mark.parametrize(
    ("words", "language", "title"),
    [
        ("tilauksia", "fi", "Missä tilaukseni on?"), ("missä tilaus on", "fi", "Missä tilaukseni on?"),
        ("tuotteiden palauttaminen", "fi", "Näin palautat tuotteen"), ("tyynyjä", "fi", "Tyynyn pesu"),
        ("toimitusaika", "fi", "Missä tilaukseni on?"), ("beställningar", "sv", "Var är min beställning?"),
        ("PESEN TYYNYN", "fi", "Tyynyn pesu"),
    ],
)  # fmt: skip
def test_any_form_of_a_word_finds_its_article_first(shelf: Writes, words: str, language: str, title: str) -> None:
    assert [text.title for text in found_publicly(words, language)][:1] == [title]


def test_nothing_is_found_for_words_nobody_wrote_or_only_small_ones(shelf: Writes) -> None:
    assert found_publicly("lahjakortti vanhenee", "fi") == []
    assert found_publicly("", "fi") == found_publicly("?!", "fi") == []


def test_what_is_withdrawn_or_ours_is_not_found_publicly(shelf: Writes, lead: Member) -> None:
    withdraw_text(actor=lead, text=shelf("Lahjakortin ehdot", "Lahjakortti on voimassa vuoden."))
    shelf("Lahjakortti kassalla", "Vain meille.", audience="staff")
    assert found_publicly("lahjakortti", "fi") == []
    assert [text.title for text in found_by(lead, "lahjakortti")] == ["Lahjakortti kassalla"]


def test_an_outsider_finds_nothing_of_another_team(shelf: Writes, outsider: Member, owner: Member, team: Team) -> None:
    shelf("Hyvitysten rajat", "Tiimin oma ohje.", audience="team", team=team)
    assert found_by(outsider, "hyvitys") == []
    assert len(found_by(owner, "hyvitys")) == 1


def test_one_text_of_each_article_in_the_language_wanted(shelf: Writes, owner: Member) -> None:
    both = shelf("Kide-sohva", "Sohvan hoito")
    shelf("Kide-soffa", "Kide sköts så", language="sv", text=both)
    assert [text.language for text in found_by(owner, "kide", language="sv")] == ["sv"]


def test_articles_are_suggested_by_what_the_customer_wrote(shelf: Writes, says: Says, owner: Member) -> None:
    case = says("Hei! Haluaisin palauttaa tuotteen, jonka ostin viikko sitten. Miten se käy?", subject="Palautus").case
    assert [text.title for text in suggested_for(owner, case)][:1] == ["Näin palautat tuotteen"]
    other = says("Voinko saada töitä kesäksi?", sender="toinen@posti.example", subject="Kesätyö").case
    assert suggested_for(owner, other) == []


def test_what_is_not_found_is_counted_without_who_asked(db: None) -> None:
    for _ in range(2):
        note_sought(words="  Lahjakortti? ", language="fi", place="customers", found=0)
    note_sought(words="lahjakortti", language="fi", place="customers", found=1)
    row = Sought.objects.get()
    assert (row.words, row.times, row.missed) == ("lahjakortti", 3, 2)


@pytest.mark.parametrize("words", ["eeva@posti.example", "tilaus 1234567", "040 123 4567", "ab", "x" * 200, "a\0bc"])
def test_words_that_tell_of_a_person_are_not_kept(db: None, words: str) -> None:
    assert note_sought(words=words, language="fi", place="customers", found=0) is None
    assert not Sought.objects.exists()


def test_one_press_makes_a_draft(shelf: Writes, lead: Member, owner: Member) -> None:
    row = note_sought(words="lahjakortti", language="sv", place="customers", found=0)
    assert row is not None
    with pytest.raises(NotAllowed):
        draft_sought(actor=owner, sought_id=row.pk)
    article = draft_sought(actor=lead, sought_id=row.pk)
    text = article.texts.get()
    assert (text.title, text.language, text.state, article.owner) == ("Lahjakortti", "sv", "draft", lead)
    assert draft_sought(actor=lead, sought_id=row.pk).pk == article.pk
    assert not sought(lead).exists()


def test_what_needs_no_article_is_laid_aside(lead: Member, owner: Member) -> None:
    row = note_sought(words="kesätyö", language="fi", place="customers", found=0)
    assert row is not None
    assert not sought(owner).exists()
    lay_aside(actor=lead, sought_id=row.pk)
    assert not sought(lead).exists()


def test_a_case_is_not_needed_to_look(case: Case, owner: Member) -> None:
    assert suggested_for(owner, case) == []
