"""Thanks alone are known for thanks; anything more is read by a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Says

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.encounters.thanks import is_only_thanks
from kohtaamo.promises.choices import Source
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member

THANKS = [
    "Kiitos!", "Kiitos paljon avusta!", "Kiitos Noora!", "KIITOS PALJON!!!", "Kiitti :)", "Hienoa, kiitos!", "Kiitos samoin!",
    "Hei Noora,\n\nkiitos nopeasta vastauksesta!\n\nTerveisin\nEeva Mattila",
    "Suuri kiitos teille. Hyvää viikonloppua!", "Kiitos, nyt toimii. Mukavaa päivänjatkoa!\n\nt. Eeva",
    "Moi!\nKiitos tiedosta 😊\n\nYstävällisin terveisin,\nMatti Virtanen\nVirtanen Oy\n040 123 4567",
    "Kiitos kovasti! Asia selvisi. Hyvää joulua ja uutta vuotta!", "Kiitos vastauksesta.\n\nEeva", "Kiitos, tämä helpotti.",
    "Kiitos\n\nLähetetty iPhonesta", "Lämmin kiitos ystävällisestä palvelusta, Noora!", "Ok, kiitos!",
    "Tack så mycket!", "Hej Emma,\n\nstort tack för snabbt svar!\n\nMed vänlig hälsning\nLinnéa Björklund", "Tackar!",
    "Tusen tack för hjälpen! Ha en trevlig helg!", "Tack, det fungerar nu.", "Tack detsamma!",
    "Thanks!", "Thank you so much for your quick reply!", "Thx", "Many thanks", "Perfect, thank you!",
    "Hi Oliver,\n\nThanks a lot for your help. Have a great weekend!\n\nBest regards,\nJohn Smith\nAcme Ltd",
    "Great, thanks for letting me know.", "Thank you very much for the excellent service. Best, Anna",
    "Thank you.\n\nSent from my iPhone", "Thanks for getting back to me so quickly", "Thanks Emma, you're the best!",
]  # fmt: skip
MORE = [
    "Kiitos etukäteen!", "Kiitos, mutta sänky ei vieläkään tullut.", "Kiitos! Milloin se tulee?", "Kiitos. Lähetättekö kuitin",
    "Kyllä, kiitos", "Kiitos, tiistai sopii.", "Ei kiitos", "Kiitos. Osoite on Hämeenkatu 1", "Kerron äidille. Kiitos!",
    "Kiitos. Soittakaa.", "Kiitos\nSoittakaa", "Kiitos. PS. Tilaan vielä toisen", "Kiitos, haluan peruuttaa tilauksen",
    "Kiitos\n\nTerveisin Matti\nPS. Voisitteko lähettää laskun", "Kiitos ei mistään", "Kiitos avusta, tarvitsen lisää apua",
    "Kiitos avusta.\n\nTerveisin\nMatti\n\nUnohdin sanoa että jalka puuttuu", "Kiitos paljon 500 euroa",
    "Tack, men jag vill ha pengarna tillbaka.", "Nej tack", "Tack. Tisdag passar bra.", "Tack på förhand", "Tack, ring",
    "Tack för hjälpen, ring mig", "Thanks, but it still does not work", "Thanks. Could you also send the invoice",
    "Yes, thanks", "Yes please, thank you", "Thanks, Tuesday!", "No thanks", "Thanks in advance for your help",
    "Thanks for nothing", "Thanks for the quick reply. The parcel arrived broken", "Thank you, I want a refund", "Thanks, cancel it",
    "Thanks for the help, I need more help", "Thanks, call me", "Thanks help me", "Terveisin Eeva", "Hei!", "Ok", "",
    "Hyvää viikonloppua!", "Kiitos https://paha.example", "Thanks. " * 100,
]  # fmt: skip


@pytest.mark.parametrize("text", THANKS)
def test_thanks_alone(text: str) -> None:
    assert is_only_thanks(text)


@pytest.mark.parametrize("text", MORE)
def test_more_than_thanks(text: str) -> None:
    assert not is_only_thanks(text)


def test_ok_answers_a_question_of_ours() -> None:
    assert not is_only_thanks("Ok, kiitos!", was_asked=True)
    assert is_only_thanks("Kiitos avusta!", was_asked=True)


@given(st.sampled_from(THANKS), st.text(alphabet="qxzw", min_size=4, max_size=12), st.sampled_from(". \n,"))
def test_one_word_nobody_knows_is_read(thanks: str, word: str, between: str) -> None:
    assert not is_only_thanks(f"{word} {word}{between} {thanks}")


@given(st.sampled_from(THANKS), st.text(max_size=60))
def test_a_question_is_never_thanks(thanks: str, text: str) -> None:
    assert not is_only_thanks(f"{text}? {thanks}")


@given(st.text(max_size=700))
def test_any_text_is_judged(text: str) -> None:
    assert is_only_thanks(text) in {True, False}


@pytest.mark.django_db
class TestArriving:
    def test_thanks_leave_a_settled_case_settled(self, case: Case, owner: Member, says: Says) -> None:
        reply(actor=owner, case=case, text="Sänky tulee tänään.")
        end(actor=owner, case=case, outcome="solved")
        message = says("Kiitos paljon!", case=case)
        found = Case.objects.get(pk=case.pk)
        assert (found.state, found.reopened, message.is_only_thanks) == (CaseState.SETTLED, 0, True)
        assert Encounter.objects.filter(case=case).count() == 1
        assert Promise.objects.filter(case=case, source=Source.ANSWER_TIME).count() == 1

    def test_anything_more_opens_it_again(self, case: Case, owner: Member, says: Says) -> None:
        end(actor=owner, case=case, outcome="solved")
        says("Kiitos, mutta se ei tullut.", case=case)
        found = Case.objects.get(pk=case.pk)
        assert (found.state, found.reopened) == (CaseState.WAITING_US, 1)

    def test_a_touchpoint_may_want_to_hear_thanks(self, case: Case, owner: Member, says: Says) -> None:
        case.touchpoint.thanks_wake = True
        end(actor=owner, case=case, outcome="solved")
        says("Kiitos!", case=case, touchpoint=case.touchpoint)
        assert Case.objects.get(pk=case.pk).state == CaseState.WAITING_US

    def test_thanks_do_not_end_the_waiting_of_one_who_waits(self, case: Case, says: Says) -> None:
        since = case.waiting_since
        says("Kiitos!", case=case)
        found = Case.objects.get(pk=case.pk)
        assert (found.state, found.waiting_since) == (CaseState.WAITING_US, since)

    def test_a_new_matter_is_never_only_thanks(self, says: Says) -> None:
        message = says("Kiitos hyvästä palvelusta!", sender="uusi@posti.example")
        assert (message.is_only_thanks, message.case.state) == (False, CaseState.WAITING_US)

    def test_ok_after_our_question_is_an_answer(self, case: Case, owner: Member, says: Says) -> None:
        reply(actor=owner, case=case, text="Sopiiko tiistai?")
        says("Ok, kiitos!", case=case)
        assert Case.objects.get(pk=case.pk).state == CaseState.WAITING_US
