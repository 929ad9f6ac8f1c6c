"""The same pasted answer goes to forty customers: the pattern is visible, and so is who had to ask again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.answer import answer
from kohtaamo.serving.alike_reader import read
from kohtaamo.serving.commands.alike import forget_patterns, month_of, note_answer
from kohtaamo.serving.likeness import are_alike, compared, keys
from kohtaamo.serving.models import Pattern, PatternTold
from kohtaamo.serving.queries.alike import pattern_for, patterns, who_asked_again
from kohtaamo.staff.models import Member
from tests.conftest import Says

PASTED = (
    "Hei {name},\n\nKiitos viestistäsi. Tilauksesi numero {number} on lähtenyt varastoltamme ja saapuu noutopisteeseen "
    "kolmen arkipäivän kuluessa. Saat tekstiviestin, kun paketti on noudettavissa.\n\nTerveisin\nNoora"
)


def test_greetings_names_numbers_and_signatures_make_no_difference() -> None:
    first = compared(PASTED.format(name="Eeva", number=1234), ["Eeva Mattila", "Noora Kivelä"])
    second = compared(PASTED.format(name="Pekka", number=98), ["Pekka Virta", "Noora Kivelä"])
    assert first == second != ""
    assert compared("Hei Eeva,\n\nKiitos, sopii hyvin!\n\nNoora", []) == ""


def test_another_answer_is_not_alike() -> None:
    other = compared(
        "Valitettavasti emme voi hyvittää tilaustasi, koska palautusaika päättyi jo viime kuussa. Voit kuitenkin vaihtaa "
        "tuotteen toiseen samanhintaiseen myymälässämme.", [],
    )  # fmt: skip
    pasted = compared(PASTED, [])
    assert not are_alike(pasted, other)
    assert not set(keys(pasted)) & set(keys(other))


@given(
    st.lists(
        st.sampled_from(["tilaus", "paketti", "sänky", "varasto", "huomenna", "saapuu", "nouto", "maksu"]),
        min_size=30,
        max_size=60,
    )
)
def test_any_text_with_one_word_changed_is_alike(words: list[str]) -> None:
    changed = [*words[:7], "uusi", *words[8:]]
    assert are_alike(" ".join(words), " ".join(changed))
    assert keys(" ".join(words)) == keys(" ".join(words))


def read_all() -> None:
    read(list(Entry.objects.order_by("id")))


Pastes = Callable[..., list[Case]]


@pytest.fixture
def pastes(says: Says, owner: Member, mailbox: object) -> Pastes:
    """So many customers get the pasted answer, and it leaves."""

    def paste(count: int, start: int = 0) -> list[Case]:
        return [_told(says, owner, number) for number in range(start, start + count)]

    return paste


def _told(says: Says, owner: Member, number: int) -> Case:
    case = says("Missä paketti on?", sender=f"asiakas{number}@posti.example", sender_name=f"Asiakas{number} Virta").case
    message = answer(
        actor=owner, case=case, text=PASTED.format(name=f"Asiakas{number}", number=1000 + number), promises=[]
    )
    Entry.objects.create(at=now(), kind="message.sent", case_id=case.pk, data={"message": message.pk})
    return case


@pytest.mark.django_db
def test_the_pattern_is_counted_once_for_each_customer_and_so_is_who_asked_again(
    pastes: Pastes, says: Says, lead: Member, outsider: Member
) -> None:
    cases = pastes(11)
    for case in cases[:3]:
        again = says("En saanut tekstiviestiä, missä se nyt on?", sender=str(case.customer.identities.get()))
        Message.objects.filter(pk=again.pk).update(case=case)
    says("Kiitos!", sender="asiakas5@posti.example", case=cases[5])
    read_all()
    read_all()
    (pattern,) = patterns(lead, month=month_of(now()))
    assert (pattern.customers, pattern.asked_again) == (11, 3)
    assert {told.case for told in who_asked_again(lead, pattern)} == set(cases[:3])
    assert list(patterns(outsider, month=month_of(now()))) == []
    with pytest.raises(NotFound):
        pattern_for(outsider, pattern.pk)


@pytest.mark.django_db
def test_fewer_than_ten_are_no_pattern(pastes: Pastes, lead: Member) -> None:
    pastes(9)
    read_all()
    assert (Pattern.objects.get().customers, list(patterns(lead, month=month_of(now())))) == (9, [])


@pytest.mark.django_db
def test_a_question_weeks_later_and_a_notice_to_many_are_not_counted(pastes: Pastes, says: Says, owner: Member) -> None:
    (case,) = pastes(1)
    late = says("Missä se on?", sender="asiakas0@posti.example")
    Message.objects.filter(pk=late.pk).update(case=case, at=now() + timedelta(days=15))
    read_all()
    assert PatternTold.objects.get().asked_at is None
    automatic = Message.objects.filter(author="us").get()
    automatic.is_automatic = True
    Pattern.objects.all().delete()
    note_answer(automatic)
    assert Pattern.objects.count() == 0


@pytest.mark.django_db
def test_what_only_one_got_is_forgotten_and_what_many_got_is_kept(pastes: Pastes) -> None:
    pastes(2)
    read_all()
    Pattern.objects.update(last_at=now() - timedelta(days=50))
    assert forget_patterns() == 0
    Pattern.objects.update(customers=1)
    assert (forget_patterns(), Pattern.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_the_page_tells_the_text_and_who_asked_again_and_names_nobody_of_us(
    pastes: Pastes, says: Says, as_owner: Client, as_outsider: Client, owner: Member
) -> None:
    case = pastes(12)[0]
    again = says("En saanut tekstiviestiä, missä se nyt on?", sender="asiakas0@posti.example")
    Message.objects.filter(pk=again.pk).update(case=case)
    read_all()
    shown = as_owner.get("/answers/alike/").content.decode()
    assert "Yksi vastaus meni monelle lähes samoin sanoin" in shown
    assert "12 asiakasta" in shown and "1 kysyi uudelleen, 8\u00a0%" in shown
    one = f"/answers/alike/{Pattern.objects.get().pk}/"
    page = as_owner.get(one).content.decode()
    assert "Asiakas0 Virta" in page and "Asiakas1 Virta" not in page
    assert as_outsider.get(one).status_code == 404
    assert "Ei yhtään" not in as_outsider.get("/answers/alike/?month=x").content.decode()


@pytest.mark.django_db
def test_the_list_costs_as_much_for_one_text_as_for_fifty(pastes: Pastes, as_owner: Client) -> None:
    def cost() -> int:
        as_owner.get("/answers/alike/")
        with CaptureQueriesContext(connection) as asked:
            as_owner.get("/answers/alike/")
        return len(asked)

    pastes(1)
    read_all()
    Pattern.objects.update(customers=10)
    one, row = cost(), Pattern.objects.get()
    for number in range(50):
        row.pk, row.words, row.customers = None, f"x{number}", 20
        row.save(force_insert=True)
    assert cost() == one
