"""Saved answers: who may use and change them, how gaps are filled, and that none ever reaches a customer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.errors import GapsLeft
from kohtaamo.encounters.gaps import gaps_in
from kohtaamo.encounters.models import Attachment, Case, Message
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.serving.commands.answers import NewFile, Wording, remove_answer, save_answer, use_answer
from kohtaamo.serving.errors import AnswerEmpty, CodeTaken, CodeWrong, UnknownGap
from kohtaamo.serving.filling import KNOWN, names
from kohtaamo.serving.models import SavedAnswer
from kohtaamo.serving.queries.answers import found_answers, saved_answers, use_counts
from kohtaamo.staff.models import Member, Team
from tests.conftest import Says

pytestmark = pytest.mark.django_db
LIMIT = 1_000_000


def saved(actor: Member, code: str = "toimitus", **fields: object) -> SavedAnswer:
    known: dict[str, object] = {"name": "Toimitus", "code": code, "texts": {"fi": "Hei {customer.first_name}!"}}
    return save_answer(actor=actor, wording=Wording(**{**known, **fields}), limit=LIMIT)  # type: ignore[arg-type]


def test_gaps_are_filled_from_the_case(case: Case, lead: Member) -> None:
    text = "Hei {customer.first_name}, asianne {case.number}. Terveisin {me.name}, {team.name}"
    used = use_answer(actor=lead, case=case, answer=saved(lead, texts={"fi": text}))
    assert used.filled.text == f"Hei Eeva, asianne K-{case.pk}. Terveisin Leila Aho, Palvelu"
    assert used.filled.missing == []


def test_an_empty_gap_is_shown_and_never_sent(case: Case, lead: Member) -> None:
    used = use_answer(actor=lead, case=case, answer=saved(lead, texts={"fi": "Viimeistään {promise.due}."}))
    assert (used.filled.text, used.filled.missing) == ("Viimeistään {promise.due}.", ["{promise.due}"])
    with pytest.raises(GapsLeft, match=r"\{promise.due\}"):
        reply(actor=lead, case=case, text=used.filled.text)
    assert not Message.objects.filter(case=case, author="us").exists()


def test_a_gap_may_say_what_stands_instead(case: Case, lead: Member) -> None:
    used = use_answer(actor=lead, case=case, answer=saved(lead, texts={"fi": "Viimeistään {promise.due|pian}."}))
    assert used.filled.text == "Viimeistään pian."


def test_a_promise_fills_its_gap(case: Case, lead: Member) -> None:
    make(actor=lead, case=case, terms=Terms(what="Soitamme", due_at=now() + timedelta(days=1)))
    used = use_answer(actor=lead, case=case, answer=saved(lead, texts={"fi": "{promise.what}: {promise.due}"}))
    assert used.filled.missing == []
    assert used.filled.text.startswith("Soitamme: ")


def test_words_of_a_customer_are_never_read_as_a_gap(case: Case, lead: Member) -> None:
    case.customer.name = "{me.name} Matti"
    case.customer.save()
    used = use_answer(actor=lead, case=case, answer=saved(lead, texts={"fi": "Hei {customer.name}"}))
    assert used.filled.text == "Hei (me.name) Matti"


def test_what_nobody_knows_is_refused_when_it_is_written(lead: Member) -> None:
    with pytest.raises(UnknownGap, match=r"customer.shoe_size"):
        saved(lead, texts={"fi": "{customer.shoe_size}"})


def test_a_gap_sent_by_hand_is_refused_too(case: Case, lead: Member) -> None:
    with pytest.raises(GapsLeft):
        reply(actor=lead, case=case, text="Hei { Customer.Name | },")
    assert reply(actor=lead, case=case, text="Laita {kirjain} suluissa ja {}").text == "Laita {kirjain} suluissa ja {}"


@given(st.text(max_size=200), st.sampled_from(sorted(KNOWN)))
def test_every_known_gap_is_found_wherever_it_stands(text: str, name: str) -> None:
    assert f"{{{name}}}" in gaps_in(text.replace("{", "").replace("}", "") + f"{{{name}}}")


def test_every_name_is_a_gap() -> None:
    assert [gaps_in(name) for name in names()] == [[name] for name in names()]


def test_the_language_of_the_case_is_first(case: Case, lead: Member) -> None:
    answer = saved(lead, texts={"fi": "Hei", "sv": "Hej", "en": "Hello"})
    case.language = "sv"
    case.save()
    assert use_answer(actor=lead, case=case, answer=answer).filled.text == "Hej"
    assert use_answer(actor=lead, case=case, answer=answer, language="en").filled.text == "Hello"


def test_offers_begin_with_the_short_word_then_the_language(case: Case, lead: Member) -> None:
    saved(lead, "toi-en", name="Delivery", texts={"en": "Hello"})
    saved(lead, "toi-fi", name="Toimitus")
    saved(lead, "muu", name="Muu toimitus")
    assert [one.code for one in found_answers(lead, "toi", language="fi")] == ["toi-fi", "toi-en", "muu"]


def test_a_team_uses_its_own(lead: Member, owner: Member, outsider: Member, team: Team) -> None:
    saved(lead, "kaikki")
    saved(lead, "tiimi", team=team)
    saved(outsider, "oma", is_own=True)
    assert [one.code for one in saved_answers(owner)] == ["kaikki", "tiimi"]
    assert [one.code for one in saved_answers(outsider)] == ["kaikki", "oma"]


def test_sharing_needs_the_right(owner: Member, lead: Member, outsider: Member, team: Team, case: Case) -> None:
    with pytest.raises(NotAllowed):
        saved(owner)
    mine, shared = saved(owner, "oma", is_own=True), saved(lead, "yhteinen", team=team)
    with pytest.raises(NotAllowed):
        remove_answer(actor=owner, answer=shared)
    with pytest.raises(NotFound):
        remove_answer(actor=outsider, answer=mine)
    with pytest.raises(NotFound):
        use_answer(actor=outsider, case=case, answer=shared)
    with pytest.raises(NotFound):
        use_answer(actor=lead, case=case, answer=mine)


def test_a_short_word_is_taken_once(lead: Member, owner: Member) -> None:
    first = saved(lead)
    with pytest.raises(CodeTaken):
        saved(lead, "TOIMITUS")
    assert saved(owner, is_own=True).owner == owner
    remove_answer(actor=lead, answer=first)
    assert saved(lead).removed_at is None


@pytest.mark.parametrize(("field", "value"), [("name", " "), ("code", ""), ("texts", {"fi": "  "})])
def test_nothing_empty_is_saved(lead: Member, field: str, value: object) -> None:
    with pytest.raises(AnswerEmpty):
        saved(lead, **{field: value})


@pytest.mark.parametrize("code", ["kaksi sanaa", "-viiva", "a/b", "x" * 31])
def test_a_short_word_is_a_word(lead: Member, code: str) -> None:
    with pytest.raises(CodeWrong):
        saved(lead, code)


def test_its_files_go_with_the_answer_once(case: Case, lead: Member) -> None:
    answer = saved(lead, files=[NewFile("ohje.pdf", "application/pdf", b"%PDF")])
    for _time in range(2):
        use_answer(actor=lead, case=case, answer=answer)
    sent = reply(actor=lead, case=case, text="Ohessa.")
    assert [file.name for file in Attachment.objects.filter(message=sent)] == ["ohje.pdf"]


def test_use_is_counted_with_what_came_of_it(case: Case, lead: Member, says: Says) -> None:
    answer, unused = saved(lead), saved(lead, "toinen")
    use_answer(actor=lead, case=case, answer=answer)
    assert use_counts([answer, unused]) == {}
    reply(actor=lead, case=case, text="Hei Eeva!")
    assert use_counts([answer, unused]) == {answer.pk: (1, 0)}
    says("Entä jalat?", case=case)
    assert use_counts([answer, unused]) == {answer.pk: (1, 1)}
