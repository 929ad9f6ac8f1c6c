"""Promises to everyone: in force where and when they say, honoured or not with why, taken in from a file, or by law."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.errors import Invalid, NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Failing, PublicKind, Source
from kohtaamo.promises.commands.follow import note_overdue
from kohtaamo.promises.commands.publish import Public, end_promise, honour, promise_by_law, publish_promise
from kohtaamo.promises.commands.take_in_public import take_in
from kohtaamo.promises.errors import EndsBefore
from kohtaamo.promises.models import Honouring, PublicPromise, Recovery
from kohtaamo.promises.public import lawful_counts, of_case, public_promises, today, todays
from kohtaamo.promises.public_rows import decoded, read_rows
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Location, Touchpoint

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = "Kotiinkuljetus veloituksetta lauantaina"


def public(**more: object) -> Public:
    return Public(**{"kind": PublicKind.CAMPAIGN, "wording": WORDS, "begins": today(), **more})  # type: ignore[arg-type]


def test_it_holds_from_its_first_day_to_its_last(lead: Member, owner: Member) -> None:
    for begins, ends in ((0, 0), (-5, None), (1, None), (-5, -1)):
        last = today() + DAY * ends if ends is not None else None
        publish_promise(actor=lead, public=public(wording=f"{begins} {ends}", begins=today() + DAY * begins, ends=last))
    assert {each.wording for each in todays(owner)} == {"0 0", "-5 None"}
    for each in PublicPromise.objects.all():
        end_promise(actor=lead, promise=each)
    assert todays(owner) == []


def test_it_is_in_front_of_those_at_its_touchpoints_and_locations(
    lead: Member, owner: Member, outsider: Member, case: Case, touchpoint: Touchpoint
) -> None:
    shop, other = Location.objects.create(name="Tampere"), Location.objects.create(name="Turku")
    Touchpoint.objects.update(location=shop)
    for name, places in {
        "everywhere": {}, "here": {"touchpoints": [touchpoint]}, "in the shop": {"locations": [shop]},
        "elsewhere": {"locations": [other]},
    }.items():  # fmt: skip
        publish_promise(actor=lead, public=public(wording=name, **places))
    mine = {"everywhere", "here", "in the shop"}
    assert {each.wording for each in todays(owner)} == {each.wording for each in of_case(case)} == mine
    assert {each.wording for each in todays(outsider)} == {"everywhere"}


def test_only_those_who_may_publish_write_and_everyone_reads(owner: Member, lead: Member, outsider: Member) -> None:
    with pytest.raises(NotAllowed):
        publish_promise(actor=owner, public=public())
    with pytest.raises(EndsBefore):
        publish_promise(actor=lead, public=public(ends=today() - DAY))
    with pytest.raises(Invalid):
        publish_promise(actor=lead, public=public(wording=" "))
    publish_promise(actor=lead, public=public())
    assert public_promises(outsider).count() == 1


def test_honoured_or_not_with_why_the_latest_of_a_case_counts(
    lead: Member, owner: Member, outsider: Member, case: Case
) -> None:
    promise = publish_promise(actor=lead, public=public())
    with pytest.raises(Invalid):
        honour(actor=owner, case=case, promise=promise, is_honoured=False)
    with pytest.raises(NotFound):
        honour(actor=outsider, case=case, promise=promise, is_honoured=True)
    honour(actor=owner, case=case, promise=promise, is_honoured=False, why="Kassa ei tunnistanut")
    honour(actor=owner, case=case, promise=promise, is_honoured=True)
    [counted] = public_promises(lead)
    assert (counted.honoured, counted.failed, Honouring.objects.count()) == (1, 0, 2)  # type: ignore[attr-defined]
    assert [each.told[0].is_honoured for each in of_case(case)] == [True]  # type: ignore[attr-defined]
    kinds = ["public_promise.failed", "public_promise.honoured"]
    assert list(Entry.objects.filter(kind__in=kinds).order_by("pk").values_list("kind", flat=True)) == kinds


def test_accessibility_feedback_is_promised_an_answer_in_fourteen_days_of_its_arrival(
    owner: Member, case: Case
) -> None:
    arrived = now() - timedelta(days=3)
    Message.objects.update(at=arrived)
    promise = promise_by_law(actor=owner, case=case)
    assert (promise.due_at, promise.first_due_at, promise.source) == (
        arrived + 14 * DAY,
        arrived + 14 * DAY,
        Source.LAW,
    )
    assert promise_by_law(actor=owner, case=case) == promise
    assert lawful_counts() == (0, 0)


def test_when_the_fourteen_days_have_passed_it_is_late_at_once(owner: Member, case: Case) -> None:
    Message.objects.update(at=F("at") - 15 * DAY)
    promise = promise_by_law(actor=owner, case=case)
    note_overdue()
    assert Recovery.objects.get(failing=Failing.PROMISE).promise == promise
    assert lawful_counts() == (0, 1)


FILE = """reference;kind;wording;from;to;touchpoints;owner
A1;campaign;Kuljetus 0 €;1.11.2026;30.11.2026;Verkkokaupan posti;leila@tupa.example
;Kampanja;Palautus 60 päivää;2026-11-01;;;
A2;law;;2026-11-01;;;
A3;campaign;Väärä paikka;2026-11-01;;Kuu;
A4;campaign;Väärä päivä;eilen;;;
A1;campaign;Sama viite;2026-11-01;;;
"""


def test_a_file_is_read_first_and_its_bad_rows_are_told(lead: Member, touchpoint: Touchpoint) -> None:
    lines = read_rows(FILE)
    assert [line.outcome for line in lines] == ["new", "new", "bad", "bad", "bad", "bad"]
    assert [line.number for line in lines] == [2, 3, 4, 5, 6, 7]
    assert PublicPromise.objects.count() == 0


def test_a_file_may_be_brought_again(lead: Member, touchpoint: Touchpoint) -> None:
    assert take_in(actor=lead, lines=read_rows(FILE)) == 2
    assert take_in(actor=lead, lines=read_rows(FILE)) == 0
    changed = read_rows(FILE.replace("Kuljetus 0 €", "Kuljetus 5 €"))
    assert [line.outcome for line in changed][:1] == ["changed"]
    assert take_in(actor=lead, lines=changed) == 1
    promise = PublicPromise.objects.get(reference="A1")
    assert (promise.wording, promise.owner, list(promise.touchpoints.all())) == ("Kuljetus 5 €", lead, [touchpoint])


def test_the_page_tells_what_it_would_do_before_it_does_it(as_lead: Client) -> None:
    said = as_lead.post("/public-promises/file/", {"text": FILE}).content.decode()
    assert ("Palautus 60 päivää" in said, "Kuu" in said, PublicPromise.objects.count()) == (True, True, 0)
    as_lead.post("/public-promises/file/", {"text": FILE, "sure": "yes"})
    assert [each.wording for each in PublicPromise.objects.order_by("pk")] == [
        "Palautus 60 päivää", "Sama viite",
    ]  # fmt: skip


@given(st.text(max_size=300) | st.builds(lambda row: f"kind,wording,from\n{row}", st.text(max_size=100)))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Invalid):
        read_rows(text)


@given(st.binary(max_size=200))
def test_any_bytes_become_text(content: bytes) -> None:
    assert isinstance(decoded(content), str)


def test_a_spreadsheet_of_windows_is_read(lead: Member) -> None:
    content = "kind;wording;from\r\ncampaign;Hyvää päivää;2026-11-01\r\n".encode("cp1252")
    [line] = read_rows(decoded(content))
    assert line.public is not None
    assert line.public.wording == "Hyvää päivää"
