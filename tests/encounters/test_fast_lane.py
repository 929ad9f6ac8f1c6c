"""Distress takes a case past the queue with a person named at once; words only offer it."""

from __future__ import annotations

import pytest

from kohtaamo.encounters.choices import Feeling, Outcome
from kohtaamo.encounters.commands.end import end, note_feeling
from kohtaamo.encounters.commands.fast_lane import leave_fast_lane, open_fast_lane
from kohtaamo.encounters.distress import sounds_distressed
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.staff.models import Member

DISTRESSED = [
    "Äiti nukkuu lattialla ja itkee. En jaksa enää!",
    "Soittakaa joku, olen ihan epätoivoinen.",
    "Tämä on hirveää, lapsi on sairas eikä kukaan vastaa",
    "Kukaan ei auta minua, mitä minä nyt teen?",
    "OLEN RAIVOISSANI TEIDÄN TOIMINNASTA!! Törkeää!!",
    "Jag orkar inte mer, ingen hjälper oss.",
    "Jag är förtvivlad, mamma gråter varje kväll.",
    "Det här är hemskt!! Jag är så arg.",
    "I am desperate, please help.",
    "This is outrageous!! I am furious with you.",
    "Nobody listens. What am I supposed to do?",
]
CALM = [
    "Milloin sänky tulee? Olisi kiva tietää.",
    "Kiitos avusta, kaikki toimi hyvin.",
    "Hei, onko teillä mattoa sinisenä?",
    "Mikä on kylmälaukun hinta?",
    "Lamppu on kirkas ja hyvä, vaikka alkuun pelotti asentaa.",
    "Hej! När kommer soffan? Tack på förhand!",
    "Finns det en säng som passar ett litet rum?",
    "Hello, could you tell me the price of the blue rug?",
    "Thanks, the delivery was quick and the driver was kind!",
    "My order has not arrived yet. Could you check?",
]


@pytest.mark.parametrize("text", DISTRESSED)
def test_distressed_words_offer_the_lane(text: str) -> None:
    assert sounds_distressed(text)


@pytest.mark.parametrize("text", CALM)
def test_ordinary_words_do_not(text: str) -> None:
    assert not sounds_distressed(text)


@pytest.mark.django_db
def test_the_worst_feeling_noted_opens_the_lane_and_names_a_person(owner: Member, case: Case) -> None:
    note_feeling(actor=owner, case=case, feeling=Feeling.FURIOUS)
    case.refresh_from_db()
    assert case.fast_lane_at is not None and case.owner == owner


@pytest.mark.django_db
def test_another_person_can_be_named_who_may_have_the_case(
    owner: Member, colleague: Member, outsider: Member, case: Case
) -> None:
    open_fast_lane(actor=owner, case=case)
    began = Case.objects.get(pk=case.pk).fast_lane_at
    open_fast_lane(actor=owner, case=case, owner=colleague)
    now_at = Case.objects.get(pk=case.pk)
    assert (now_at.owner, now_at.fast_lane_at) == (colleague, began)
    with pytest.raises(Invalid):
        open_fast_lane(actor=owner, case=case, owner=outsider)


@pytest.mark.django_db
def test_calm_again_or_settled_it_waits_like_the_others(owner: Member, case: Case) -> None:
    note_feeling(actor=owner, case=case, feeling=Feeling.FURIOUS)
    note_feeling(actor=owner, case=case, feeling=Feeling.DISAPPOINTED)
    assert Case.objects.get(pk=case.pk).fast_lane_at is not None
    note_feeling(actor=owner, case=case, feeling=Feeling.CALM)
    assert Case.objects.get(pk=case.pk).fast_lane_at is None
    open_fast_lane(actor=owner, case=case)
    end(actor=owner, case=case, outcome=Outcome.SOLVED, feeling=Feeling.DISAPPOINTED)
    assert Case.objects.get(pk=case.pk).fast_lane_at is None


@pytest.mark.django_db
def test_an_outsider_neither_opens_nor_leaves_it(outsider: Member, case: Case) -> None:
    for command in (open_fast_lane, leave_fast_lane):
        with pytest.raises(NotFound):
            command(actor=outsider, case=case)
