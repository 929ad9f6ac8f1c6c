"""Two matters in one case, each given its own; cases linked to one another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from kohtaamo.work.commands.join import join_cases
from kohtaamo.work.commands.link import link_cases, unlink_cases
from kohtaamo.work.commands.split import split_case
from kohtaamo.work.errors import LinkedAlready, NothingLeft
from kohtaamo.work.models import CaseLink, Joining
from kohtaamo.work.together import links_of
from tests.conftest import Says

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamp(case: Case, says: Says) -> Message:
    """The case's customer asks about another matter in it."""
    return says("Ja missä lamppu viipyy?", key=case.key)


@pytest.fixture
def other(case: Case, says: Says) -> Case:
    return says("Missä matto viipyy?", subject="Matto").case


def test_what_belongs_to_another_matter_gets_a_case_of_its_own(case: Case, lamp: Message, owner: Member) -> None:
    new = split_case(actor=owner, case=case, messages=[lamp.pk], subject="Lamppu")
    lamp.refresh_from_db()
    case.refresh_from_db()
    assert (lamp.case, lamp.encounter.case, new.subject, new.state) == (new, new, "Lamppu", CaseState.WAITING_US)
    assert (new.waiting_since, new.customer, new.last_words) == (lamp.at, case.customer, "Ja missä lamppu viipyy?")
    assert case.last_words == "Sänky ei tullut perjantaina."
    assert [each.case for each in links_of(owner, new)] == [case]


def test_answers_to_what_was_split_off_come_to_its_case(case: Case, lamp: Message, owner: Member, says: Says) -> None:
    ours = reply(actor=owner, case=case, text="Lamppu tulee.", seen=lamp.pk)
    new = split_case(actor=owner, case=case, messages=[lamp.pk, ours.pk], subject="Lamppu")
    assert says("Kiitos", key=case.key, references=(ours.header_id,)).case == new
    assert says("Entä sänky", key=case.key).case == case
    assert says("Minäkin", sender="x@muu.example", key=case.key, references=(ours.header_id,)).case not in {case, new}


def test_what_was_promised_in_the_words_goes_along(case: Case, lamp: Message, owner: Member) -> None:
    ours = reply(actor=owner, case=case, text="Soitan lampusta.", seen=lamp.pk)
    due = now() + timedelta(days=1)
    promise = make(actor=owner, case=case, terms=Terms(what="Soitan", due_at=due), message=ours)
    new = split_case(actor=owner, case=case, messages=[lamp.pk, ours.pk], subject="Lamppu")
    promise.refresh_from_db()
    assert (promise.case, promise.encounter.case if promise.encounter else None) == (new, new)
    assert new.state == CaseState.WAITING_CUSTOMER
    assert Promise.objects.filter(case=case).exists()


def test_something_goes_and_something_stays(case: Case, lamp: Message, owner: Member, outsider: Member) -> None:
    every = list(Message.objects.values_list("pk", flat=True))
    for chosen in ([], every, [999_999]):
        with pytest.raises(NothingLeft):
            split_case(actor=owner, case=case, messages=chosen, subject="Lamppu")
    with pytest.raises(NotFound):
        split_case(actor=outsider, case=case, messages=[lamp.pk], subject="Lamppu")


def test_split_cases_are_one_again_when_joined(case: Case, lamp: Message, owner: Member) -> None:
    new = split_case(actor=owner, case=case, messages=[lamp.pk], subject="Lamppu")
    join_cases(actor=owner, winner=case, loser=new)
    assert Message.objects.filter(case=case).count() == 2


def test_a_link_is_shown_both_ways_in_its_own_words(case: Case, other: Case, owner: Member) -> None:
    link_cases(actor=owner, case=case, to=other, kind="child")
    assert [each.case for each in links_of(owner, case)] == [other]
    assert [each.case for each in links_of(owner, other)] == [case]
    assert links_of(owner, case)[0].how != links_of(owner, other)[0].how
    with pytest.raises(LinkedAlready):
        link_cases(actor=owner, case=other, to=case, kind="related")


def test_a_case_the_viewer_may_not_see_is_not_shown_at_the_other_end(
    case: Case, other: Case, owner: Member, lead: Member, outsider: Member
) -> None:
    link_cases(actor=owner, case=case, to=other, kind="related")
    Case.objects.filter(pk=other.pk).update(team=outsider.teams.get())
    assert (links_of(owner, case), links_of(outsider, other)) == ([], [])
    assert [each.case for each in links_of(lead, case)] == [other]
    with pytest.raises(NotFound):
        link_cases(actor=outsider, case=other, to=case, kind="related")


def test_a_link_can_be_taken_off(case: Case, other: Case, owner: Member) -> None:
    link = link_cases(actor=owner, case=case, to=other, kind="duplicate")
    unlink_cases(actor=owner, case=other, link=link)
    assert not CaseLink.objects.exists()
    for kind in ("split", "muu"):
        with pytest.raises(Invalid):
            link_cases(actor=owner, case=case, to=other, kind=kind)


def test_the_pages_join_part_split_and_link(as_owner: Client, case: Case, other: Case, lamp: Message) -> None:
    assert other.subject in as_owner.get(reverse("case_joining", args=[case.pk])).content.decode()
    assert as_owner.post(reverse("case_joining", args=[case.pk]), {}).status_code == 422
    assert as_owner.post(reverse("case_joining", args=[case.pk]), {"number": "K-999"}).status_code == 422
    sent = as_owner.post(reverse("case_joining", args=[other.pk]), {"chosen": case.pk})
    assert sent["Location"] == reverse("case", args=[case.pk])
    assert as_owner.get(reverse("case", args=[other.pk]))["Location"] == reverse("case", args=[case.pk])
    found = as_owner.get("/search/", {"q": other.number}).context["found"]
    assert found.exact_case == case
    assert as_owner.get("/cases/", {"state": "all"}).context["rows"][0].case == case
    parting = reverse("case_parting", args=[case.pk, Joining.objects.get().pk])
    assert parting in as_owner.get(reverse("case", args=[case.pk])).content.decode()
    assert as_owner.post(parting).status_code == 303
    assert as_owner.get(reverse("case", args=[other.pk])).status_code == 200
    split = as_owner.post(reverse("case_splitting", args=[case.pk]), {"subject": "Lamppu", "messages": [lamp.pk]})
    assert split.status_code == 302
    assert as_owner.get(reverse("case_splitting", args=[case.pk])).status_code == 200
    linked = as_owner.post(reverse("case_links", args=[case.pk]), {"kind": "related", "number": other.number})
    assert linked.status_code == 302
    removal = reverse("case_link_removal", args=[case.pk, CaseLink.objects.latest("pk").pk])
    assert as_owner.post(removal).status_code == 303


def test_another_customers_case_is_joined_on_the_page_after_a_word(as_owner: Client, case: Case, says: Says) -> None:
    theirs = says("Minullekin sänky", sender="irma@posti.example").case
    address = reverse("case_joining", args=[theirs.pk])
    asked = as_owner.post(address, {"number": case.number})
    assert (asked.status_code, asked.context["asks_consent"]) == (409, True)
    assert as_owner.post(address, {"number": case.number, "confirmed": "on"}).status_code == 302


def test_a_settled_case_splits_into_settled_ones(case: Case, lamp: Message, owner: Member) -> None:
    end(actor=owner, case=case, outcome="solved")
    assert split_case(actor=owner, case=case, messages=[lamp.pk], subject="").is_settled
