"""Today: who waits, in what order, whose, and taking the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kohtaamo.encounters.choices import CaseState, Feeling
from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.models import CallRequest, Case, Message
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.keep import keep
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member, Team

pytestmark = pytest.mark.django_db
Says = Callable[..., Message]


def waits(says: Says, name: str, minutes: int = 10, feeling: int | None = None) -> Case:
    """A case by this name that has waited so long."""
    sender = f"{name.split()[0].lower()}@posti.example"
    case = says(f"{name} kysyy.", sender=sender, sender_name=name, at=now() - timedelta(minutes=minutes)).case
    Case.objects.filter(pk=case.pk).update(feeling=feeling, fast_lane_at=now() if feeling == Feeling.FURIOUS else None)
    case.refresh_from_db()
    return case


def settle(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state=CaseState.SETTLED, waiting_since=None)


def names(client: Client, address: str = "/") -> list[str]:
    """Who is on the board: the next one, then the others."""
    board = client.get(address).context["board"]
    return [row.case.customer.name for row in ([board.next] if board.next else []) + board.rows]


@pytest.mark.parametrize(
    ("language", "none", "one", "six", "many"),
    [
        ("fi", "Kukaan ei odota.", "Yksi odottaa.", "Kuusi odottaa.", "11 odottaa."),
        ("sv", "Ingen väntar.", "En väntar.", "Sex väntar.", "11 väntar."),
        ("en", "Nobody is waiting.", "One is waiting.", "Six are waiting.", "11 are waiting."),
    ],
)
def test_the_heading_says_in_words_how_many_wait(
    as_owner: Client, owner: Member, says: Says, language: str, none: str, one: str, six: str, many: str
) -> None:
    Member.objects.filter(pk=owner.pk).update(language=language)
    assert f">{none}<" in as_owner.get("/").content.decode()
    for count, sentence in ((1, one), (6, six), (11, many)):
        for number in range(Case.objects.count(), count):
            waits(says, f"Asiakas{number} Niemi")
        assert f">{sentence}<" in as_owner.get("/").content.decode()


def test_when_nobody_waits_the_page_says_what_to_do_next(as_owner: Client) -> None:
    page = as_owner.get("/").content.decode()
    assert reverse("meeting_new") in page
    assert reverse("promises") in page


def test_the_distressed_come_first_then_the_longest_wait(as_owner: Client, says: Says) -> None:
    waits(says, "Jari Nieminen", 110, Feeling.CALM)
    waits(says, "Eeva Mattila", 26, Feeling.FURIOUS)
    waits(says, "Fatima Hassan", 34, Feeling.DISAPPOINTED)
    waits(says, "Pentti Korhonen", 12)
    assert names(as_owner) == ["Eeva Mattila", "Jari Nieminen", "Fatima Hassan", "Pentti Korhonen"]


def test_a_case_a_colleague_has_is_not_offered_as_the_next(as_owner: Client, colleague: Member, says: Says) -> None:
    taken = waits(says, "Jari Nieminen", 110)
    waits(says, "Eeva Mattila", 26)
    take(actor=colleague, case=taken)
    assert names(as_owner) == ["Eeva Mattila", "Jari Nieminen"]
    assert as_owner.get("/").context["board"].rows[0].keeper == "Sami"


def test_an_outsider_sees_none_of_another_teams_people(as_outsider: Client, as_owner: Client, says: Says) -> None:
    waits(says, "Eeva Mattila")
    assert names(as_owner) == ["Eeva Mattila"]
    page = as_outsider.get("/")
    assert names(as_outsider) == []
    assert page.context["board"].count == 0
    assert "Mattila" not in page.content.decode()


def test_asking_for_another_teams_board_shows_nothing(as_outsider: Client, team: Team, says: Says) -> None:
    waits(says, "Eeva Mattila")
    assert names(as_outsider, f"/?team={team.pk}") == []


def test_the_board_can_be_narrowed_to_ones_own(as_owner: Client, owner: Member, says: Says) -> None:
    mine = waits(says, "Eeva Mattila")
    waits(says, "Jari Nieminen", 50)
    take(actor=owner, case=mine)
    assert names(as_owner, "/?team=mine") == ["Eeva Mattila"]


@pytest.mark.parametrize("strange", ["x", "0", "-1", "9" * 30, "٣", "mine'"])
def test_a_strange_team_in_the_address_does_no_harm(as_owner: Client, strange: str) -> None:
    assert as_owner.get("/", {"team": strange}).status_code == 200


def test_a_stranger_is_asked_to_sign_in(anonymous: Client) -> None:
    assert anonymous.get("/").status_code == 302


def test_the_promised_answer_time_colours_the_clock(as_owner: Client, case: Case) -> None:
    promise = Promise.objects.get(case=case)
    tones = []
    for made, due in ((-10, 100), (-100, 4), (-100, -3)):
        Promise.objects.filter(pk=promise.pk).update(
            made_at=now() + timedelta(minutes=made), due_at=now() + timedelta(minutes=due)
        )
        clock = as_owner.get("/").context["board"].clock
        tones.append((clock.tone, clock.used))
    assert tones == [("calm", 9), ("risk", 96), ("late", 100)]


def test_without_a_promised_time_the_clock_is_calm(as_owner: Client, case: Case) -> None:
    Promise.objects.all().delete()
    clock = as_owner.get("/").context["board"].clock
    assert (clock.tone, clock.used, clock.left) == ("calm", None, "")
    assert clock.since == Case.objects.get(pk=case.pk).waiting_since


def test_taking_opens_the_case(as_owner: Client, owner: Member, case: Case) -> None:
    answer = as_owner.post(reverse("waiting_taking", args=[case.pk]))
    case.refresh_from_db()
    assert (answer.status_code, answer["Location"], case.owner) == (303, reverse("case", args=[case.pk]), owner)


def test_the_second_of_two_who_take_at_once_is_told_so(as_owner: Client, as_colleague: Client, case: Case) -> None:
    address = reverse("waiting_taking", args=[case.pk])
    as_owner.post(address)
    answer = as_colleague.post(address, follow=True)
    assert answer.redirect_chain == [("/", 303)]
    assert [str(message) for message in answer.context["messages"]] == ["Kollega ehti ottaa tämän ennen sinua."]


def test_an_outsider_cannot_take(as_outsider: Client, case: Case) -> None:
    assert as_outsider.post(reverse("waiting_taking", args=[case.pk])).status_code == 404
    case.refresh_from_db()
    assert case.owner is None


def test_a_call_request_shows_the_number_to_call(as_owner: Client, case: Case) -> None:
    CallRequest.objects.create(case=case, encounter=case.encounters.get(), number="040 123 4567", asked_at=now())
    assert "040\u00a0123\u00a04567" in as_owner.get("/").content.decode()


def test_the_page_costs_the_same_with_one_and_a_hundred(as_owner: Client, owner: Member, says: Says) -> None:
    def once() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_owner.get("/")
        return len(queries)

    def cost() -> int:
        return min(once(), once())  # now and then a visit notes that the person is here

    def one_more(number: int) -> None:
        case = waits(says, f"Asiakas{number} Niemi", minutes=number)
        CallRequest.objects.create(case=case, encounter=case.encounters.get(), number="040 1", asked_at=now())
        make(actor=owner, case=case, terms=Terms(what="Hinta", due_at=now() + timedelta(minutes=5)))

    one_more(1)
    as_owner.get("/")
    first = cost()
    for number in range(2, 60):
        one_more(number)
    assert cost() == first


def test_my_promises_and_calls_stand_on_the_line_of_the_day(as_owner: Client, owner: Member, says: Says) -> None:
    case = waits(says, "Sirpa Ojala")
    settle(case)
    Promise.objects.all().delete()
    done = make(actor=owner, case=case, terms=Terms(what="Takuuvastaus", due_at=now() + timedelta(hours=1)))
    keep(actor=owner, promise=done)
    late = make(actor=owner, case=case, terms=Terms(what="Hinta", due_at=now() + timedelta(hours=1)))
    Promise.objects.filter(pk=late.pk).update(made_at=now() - timedelta(hours=9), due_at=now() - timedelta(hours=1))
    make(actor=owner, case=case, terms=Terms(what="Kirje", due_at=now() + timedelta(minutes=90)))
    CallRequest.objects.create(case=case, encounter=case.encounters.get(), number="040 1", asked_at=now())
    agenda = as_owner.get("/").context["agenda"]
    assert [(item.title, item.is_done, item.is_late) for item in agenda.before] == [
        ("Hinta, Sirpa Ojala", False, True),
        ("Takuuvastaus, Sirpa Ojala", True, False),
    ]
    assert [item.title for item in agenda.after] == ["Soitto: Sirpa Ojala", "Kirje, Sirpa Ojala"]
    assert agenda.late_sentence == "Yksi lupaus on myöhässä."
    assert agenda.summary == "3 lupausta, 1 soitto"


def test_a_colleagues_promises_and_calls_are_not_mine(as_colleague: Client, owner: Member, case: Case) -> None:
    take(actor=owner, case=case)
    make(actor=owner, case=case, terms=Terms(what="Hinta", due_at=now() + timedelta(minutes=90)))
    CallRequest.objects.create(case=case, encounter=case.encounters.get(), number="040 1", asked_at=now())
    assert as_colleague.get("/").context["agenda"].items == []


def test_an_outsider_has_no_calls_of_another_team(as_outsider: Client, case: Case) -> None:
    CallRequest.objects.create(case=case, encounter=case.encounters.get(), number="040 1", asked_at=now())
    assert as_outsider.get("/").context["agenda"].items == []


def news(client: Client, board: object) -> str:
    asked = {"since": board.since, "shown": board.shown}  # type: ignore[attr-defined]
    return client.get(reverse("waiting_news"), asked, headers={"HX-Request": "true"}).content.decode()


def test_new_ones_wait_behind_an_offer_and_the_heading_follows(as_owner: Client, says: Says) -> None:
    waits(says, "Eeva Mattila", 26)
    board = as_owner.get("/").context["board"]
    assert "new-rows" not in news(as_owner, board)
    waits(says, "Jari Nieminen", 0)
    waits(says, "Fatima Hassan", 0)
    told = news(as_owner, board)
    assert "2 uutta odottaa." in told
    assert "Kolme odottaa." in told
    assert "Jari" not in told
    shown = as_owner.get(reverse("waiting"), headers={"HX-Request": "true"}).content.decode()
    assert "Jari Nieminen" in shown
    assert "<html" not in shown


def test_when_someone_left_the_list_it_says_so(as_owner: Client, case: Case) -> None:
    board = as_owner.get("/").context["board"]
    settle(case)
    assert "Lista on muuttunut." in news(as_owner, board)


def test_news_of_another_teams_cases_tell_an_outsider_nothing(as_outsider: Client, case: Case) -> None:
    asked = {"since": "2020-01-01T00:00:00+00:00", "shown": str(case.pk)}
    told = as_outsider.get(reverse("waiting_news"), asked, headers={"HX-Request": "true"}).content.decode()
    assert "Kukaan ei odota." in told
    assert f"w-{case.pk}" not in told


def test_a_part_opened_as_a_page_leads_to_today(as_owner: Client) -> None:
    for name in ("waiting", "waiting_news", "agenda"):
        assert as_owner.get(reverse(name))["Location"] == "/"


def test_strange_news_questions_do_no_harm(as_owner: Client) -> None:
    asked = {"since": "2020-99-99T00:00", "shown": "x,٣,9999999999999999999999,-1", "team": "'"}
    assert as_owner.get(reverse("waiting_news"), asked, headers={"HX-Request": "true"}).status_code == 200


def test_the_line_of_the_day_is_read_anew_with_what_the_heading_says_of_it(as_owner: Client, case: Case) -> None:
    part = as_owner.get(reverse("agenda"), headers={"HX-Request": "true"}).content.decode()
    assert ('id="trouble-now" hx-swap-oob="true"' in part, "<html" in part) == (True, False)
    assert 'hx-get="/agenda/"' in as_owner.get("/").content.decode()
