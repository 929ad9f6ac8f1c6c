"""Articles put into answers, and what readers say of them."""

from __future__ import annotations

import pytest

from kohtaamo.encounters.models import Case
from kohtaamo.knowledge.commands.tell import read_feedback, tell, tell_among_us
from kohtaamo.knowledge.commands.use import use_article
from kohtaamo.knowledge.errors import NobodyToAnswer, NotPublished
from kohtaamo.knowledge.models import Article, ArticleText, ArticleUse, Feedback
from kohtaamo.knowledge.queries.telling import feedback, use_counts
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.models import Member, Team
from tests.knowledge.conftest import Writes

pytestmark = pytest.mark.django_db


def test_a_link_goes_in_the_customers_language_and_is_counted(case: Case, owner: Member, writes: Writes) -> None:
    text = writes()
    writes("Var är min beställning?", "Följ paketet.", language="sv", text=text)
    given = use_article(actor=owner, case=case, article=text.article)
    assert given.words.startswith("Missä tilaukseni on?:\nhttp")
    assert given.words.endswith("/help/fi/toimitus/missa-tilaukseni-on/")
    Case.objects.filter(pk=case.pk).update(language="sv")
    assert use_article(actor=owner, case=case, article=text.article).language == "sv"
    assert Article.objects.get(pk=text.article_id).uses == ArticleUse.objects.count() == 2
    assert use_counts([text.article_id]) == {text.article_id: 2}


def test_the_whole_text_goes_as_plain_words_and_no_gap(case: Case, owner: Member, writes: Writes) -> None:
    text = writes(body="Paina **Lähetä** ja anna {customer.name}.")
    given = use_article(actor=owner, case=case, article=text.article, is_whole=True)
    assert given.words.startswith("Paina Lähetä ja anna (customer.name).\n\nhttp")


def test_what_is_ours_or_a_draft_never_goes_to_a_customer(
    case: Case, owner: Member, lead: Member, writes: Writes
) -> None:
    with pytest.raises(NotPublished):
        use_article(actor=owner, case=case, article=writes(audience="staff").article)
    with pytest.raises(NotPublished):
        use_article(actor=lead, case=case, article=writes("Luonnos", published=False).article)


def test_an_outsider_puts_nothing_in(case: Case, outsider: Member, writes: Writes) -> None:
    with pytest.raises(NotFound):
        use_article(actor=outsider, case=case, article=writes().article)


def test_a_reader_says_whether_it_helped(writes: Writes, lead: Member) -> None:
    text = writes()
    tell(text=text, helped=True)
    said = tell(text=text, helped=False, words="Linkki ei toimi.")
    kept = ArticleText.objects.get(pk=text.pk)
    assert (kept.helped, kept.not_helped, said.words, said.case) == (1, 1, "Linkki ei toimi.", None)
    read_feedback(actor=lead, feedback_id=said.pk)
    assert Feedback.objects.get(pk=said.pk).read_by == lead


def test_a_question_becomes_a_case_and_its_words_stand_there_only(writes: Writes, case: Case) -> None:
    text = writes()
    said = tell(text=text, helped=False, words="Missä AT-1?", reach="uusi@posti.example", name="Uusi Asiakas")
    assert said.case is not None
    assert (said.words, said.case.pk != case.pk, said.case.subject) == ("", True, "Missä tilaukseni on?")
    assert said.case.customer.name == "Uusi Asiakas"
    assert said.case.messages.get().text == "Missä AT-1?"


def test_a_strangers_question_never_lands_in_anothers_case(writes: Writes, case: Case) -> None:
    said = tell(text=writes(), helped=False, words="Entä minä?", reach="eeva.mattila@posti.example")
    assert said.case_id != case.pk


def test_without_a_place_to_come_to_it_says_so(writes: Writes) -> None:
    with pytest.raises(NobodyToAnswer):
        tell(text=writes(), helped=False, words="Hei?", reach="uusi@posti.example")
    assert not Feedback.objects.exists()


def test_what_is_not_public_is_not_judged_by_strangers(writes: Writes) -> None:
    for text in (writes(audience="staff"), writes("Luonnos", published=False)):
        with pytest.raises(NotFound):
            tell(text=text, helped=True)


def test_an_outsider_neither_judges_nor_reads(writes: Writes, team: Team, outsider: Member, owner: Member) -> None:
    text = writes(audience="team", team=team)
    tell_among_us(actor=owner, text=text, helped=False, words="Vanha raja.")
    with pytest.raises(NotFound):
        tell_among_us(actor=outsider, text=text, helped=True)
    assert (feedback(owner).count(), feedback(outsider).count()) == (1, 0)
