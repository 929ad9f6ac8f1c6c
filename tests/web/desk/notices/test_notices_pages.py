"""The pages of common matters and notices: what they say, who may do what, and how many queries they cost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kohtaamo.config.background import readers
from kohtaamo.encounters.models import Case
from kohtaamo.outreach.models import Cause, CauseCase, Notice
from kohtaamo.platform.journal.readers import catch_up
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import Receiver
from tests.conftest import Says
from tests.outreach.conftest import Writes, work

pytestmark = pytest.mark.django_db
Waiters = Callable[..., list[Case]]
Sends = Callable[[Notice], Notice]


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_a_matter_is_named_and_its_page_opens(as_owner: Client) -> None:
    page = as_owner.post(reverse("causes"), {"title": "Päivähoitopäätökset"}, follow=True)
    assert page.redirect_chain == [(reverse("cause", args=[Cause.objects.get().pk]), 303)]
    assert "Päivähoitopäätökset" in text_of(page)


def test_a_matter_without_a_name_is_asked_for_one_and_nothing_is_lost(as_owner: Client) -> None:
    page = as_owner.post(reverse("causes"), {"title": "  "})
    assert page.status_code == 422
    assert Cause.objects.count() == 0


def test_cases_are_found_by_their_words_and_joined_together(
    as_lead: Client,
    waiters: Waiters,
    says: Says,
    cause: Cause,
) -> None:
    waiting = waiters(3)
    says("Sänky ei tullut.")
    for each in readers():
        catch_up(each)
    address = reverse("cause", args=[cause.pk])
    page = as_lead.get(address, {"words": "päivähoitopaikat"})
    assert [case.pk for case in page.context["found"].cases] == sorted((case.pk for case in waiting), reverse=True)
    as_lead.post(reverse("cause_rule", args=[cause.pk]), {"words": "päivähoitopaikat"})
    joined = CauseCase.objects.filter(cause=cause).order_by("case_id")
    assert list(joined.values_list("case_id", "how")) == [(case.pk, "rule") for case in waiting]


def test_the_chosen_cases_are_joined_by_hand(as_owner: Client, waiters: Waiters, cause: Cause, owner: Member) -> None:
    first, _second = waiters(2)
    CauseCase.objects.create(cause=cause, case=first, how="hand", at=first.opened_at)
    page = as_owner.post(reverse("cause_cases", args=[cause.pk]), {"case": [first.pk, _second.pk]})
    assert page.status_code == 303
    assert cause.joined.count() == 2


def test_a_notice_is_written_read_and_sent_with_one_button(
    as_lead: Client,
    waiters: Waiters,
    cause: Cause,
    receiver: Receiver,
) -> None:
    cases = [*waiters(2), *waiters(1, "sv", start=2)]
    as_lead.post(reverse("cause_cases", args=[cause.pk]), {"case": [case.pk for case in cases]})
    begun = as_lead.post(reverse("cause_notices", args=[cause.pk]), follow=True)
    assert [form.language for form in begun.context["texts"]] == ["fi", "sv"]
    notice = Notice.objects.get()
    filled = {"pace": "600", "day": "2030-01-15", "clock": "16:00"} | {
        f"{each}-{name}": words
        for each in ("fi", "sv")
        for name, words in (("apology", "Hei {name}"), ("text", f"{each}: {{date}}"), ("promise", "Päätös"))
    }
    draft = as_lead.post(reverse("notice_text", args=[notice.pk]), filled, follow=True)
    assert draft.context["counts"].waiting == 3
    assert draft.context["reading"].words.text == "Hei Asiakas0\n\nfi: ti 15.1.2030 klo 16"
    third = as_lead.get(reverse("notice", args=[notice.pk]), {"person": notice.to.latest("pk").pk})
    assert third.context["reading"].words.text == "Hei Asiakas2\n\nsv: tis 15.1.2030 kl. 16"
    as_lead.post(reverse("notice_sending", args=[notice.pk]), {"people": "3"})
    work()
    assert len(receiver.mails) == 3
    after = as_lead.get(reverse("notice", args=[notice.pk]))
    assert after.context["counts"].delivered == 3


def test_a_mistake_in_the_text_is_told_and_what_was_typed_stays(
    as_lead: Client,
    waiters: Waiters,
    writes: Writes,
) -> None:
    notice = writes(waiters(1))
    page = as_lead.post(
        reverse("notice_text", args=[notice.pk]), {"pace": "60", "fi-apology": "Hei {nimi}", "fi-text": "Teksti"}
    )
    assert page.status_code == 422
    assert "Hei {nimi}" in page.content.decode()
    assert notice.texts.get(language="fi").text != "Teksti"


def test_when_the_people_changed_the_new_list_is_shown_before_anything_is_sent(
    as_lead: Client,
    waiters: Waiters,
    writes: Writes,
    receiver: Receiver,
) -> None:
    notice = writes(waiters(2))
    (late,) = waiters(1, start=5)
    as_lead.post(reverse("cause_cases", args=[notice.cause_id]), {"case": late.pk})
    page = as_lead.post(reverse("notice_sending", args=[notice.pk]), {"people": "3"})
    assert page.status_code == 409
    assert page.context["counts"].waiting == 3
    work()
    assert receiver.mails == []


def test_an_outsider_sees_nothing_of_it(
    as_outsider: Client,
    waiters: Waiters,
    writes: Writes,
    sends: Sends,
) -> None:
    notice = sends(writes(waiters(2)))
    for name, args in (
        ("cause", [notice.cause_id]), ("notice", [notice.pk]), ("notice_progress", [notice.pk]), ("notice_people", [notice.pk]),
    ):  # fmt: skip
        assert as_outsider.get(reverse(name, args=args)).status_code == 404
    assert "Päivähoitopäätökset" not in text_of(as_outsider.get(reverse("notices")))
    assert "Virtanen" not in text_of(as_outsider.get(reverse("notice_calls")))


def test_a_colleague_without_the_right_sees_it_and_cannot_send_it(
    as_colleague: Client,
    waiters: Waiters,
    writes: Writes,
    receiver: Receiver,
) -> None:
    notice = writes(waiters(1))
    assert as_colleague.get(reverse("notice", args=[notice.pk])).status_code == 200
    for name in ("notice_sending", "notice_text", "notice_pause", "notice_cancelling", "notice_widening"):
        assert as_colleague.post(reverse(name, args=[notice.pk]), {"people": "1"}).status_code == 403
    assert as_colleague.post(reverse("cause_notices", args=[notice.cause_id])).status_code == 403
    work()
    assert receiver.mails == []


@pytest.mark.parametrize("name", ["notices", "notice_calls", "cause", "notice", "draft", "notice_people"])
def test_a_page_costs_the_same_with_one_and_with_many(
    as_lead: Client, waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver, name: str
) -> None:  # fmt: skip
    def cost(count: int, start: int) -> int:
        cases = waiters(count, start=start)
        for case in cases:
            receiver.refuse[f"asiakas{start + cases.index(case)}@posti.example"] = "550 5.1.1 no"
        notice = writes(cases)
        if name != "draft":
            sends(notice)
        args = {"cause": [notice.cause_id], "notices": [], "notice_calls": []}.get(name, [notice.pk])
        address = reverse("notice" if name == "draft" else name, args=args)
        as_lead.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert as_lead.get(address).status_code == 200
        return len(asked)

    assert cost(1, 0) == cost(12, 10)


def test_the_encounter_tells_what_its_customer_was_told(
    as_owner: Client,
    waiters: Waiters,
    writes: Writes,
    sends: Sends,
) -> None:
    (case,) = waiters(1)
    before = as_owner.get(reverse("case", args=[case.pk])).context["belongs"]
    assert (before.to, before.may_join) == ([], True)
    sends(writes([case]))
    (one,) = as_owner.get(reverse("case", args=[case.pk])).context["belongs"].to
    assert one.said.startswith(("Kerrottu tänään", "Told today"))


def test_a_case_is_joined_from_its_own_page(as_owner: Client, waiters: Waiters) -> None:
    (case,) = waiters(1)
    as_owner.post(reverse("case_causes", args=[case.pk]), {"title": "Päätökset"})
    cause = Cause.objects.get()
    assert cause.joined.get().case_id == case.pk
    as_owner.post(reverse("cause_parting", args=[cause.pk, case.pk]), {"next": "case"})
    assert cause.joined.get().left_at is not None


def test_today_tells_of_those_a_notice_did_not_reach(
    as_owner: Client,
    waiters: Waiters,
    writes: Writes,
    sends: Sends,
    receiver: Receiver,
) -> None:
    receiver.refuse["asiakas0@posti.example"] = "550 5.1.1 no"
    sends(writes(waiters(1)))
    assert as_owner.get(reverse("today")).context["notice_trouble"] != ""
    (row,) = as_owner.get(reverse("notice_calls")).context["rows"]
    done = reverse("notice_telling", args=[row.to.notice_id, row.to.pk])
    assert as_owner.post(done, {"how": "call", "next": "calls"}).status_code == 303
    assert as_owner.get(reverse("today")).context["notice_trouble"] == ""


def test_one_whose_mail_may_have_arrived_is_found_out_about_on_the_list(
    as_owner: Client, waiters: Waiters, writes: Writes, sends: Sends, receiver: Receiver
) -> None:
    receiver.drop = True
    notice = sends(writes(waiters(1)))
    receiver.drop = False
    assert "se on ehkä perillä" in text_of(as_owner.get("/notices/calls/"))
    address = f"/notices/{notice.pk}/people/{notice.to.get().pk}/finding/"
    assert as_owner.post(address, {"arrived": "1", "next": "calls"})["Location"] == "/notices/calls/"
    assert notice.to.get().state == "delivered"
    assert "Se tuli perille" not in text_of(as_owner.get("/notices/calls/"))
