"""Tags: words put on cases, named by those who may, found by them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Member
from kohtaamo.work.commands.tag import join_tags, key_of, name_tag, put_tag, remove_tag, rename_tag, take_tag_off
from kohtaamo.work.errors import NoSuchTag, TagNameless, TagTaken
from kohtaamo.work.models import Tag, Tagging
from kohtaamo.work.narrowing import wanted
from kohtaamo.work.queries import suggested_tags, tags_of
from tests.conftest import Says

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(lead: Member) -> Tag:
    return name_tag(actor=lead, name="myöhässä")


def test_a_tag_is_named_on_the_way_by_who_may(case: Case, lead: Member) -> None:
    tag = put_tag(actor=lead, case=case, name="  #Kevään   kampanja ")
    tag.refresh_from_db()
    assert (tag.name, tag.uses) == ("Kevään kampanja", 1)
    assert list(Entry.objects.filter(kind__in=["tag.named", "case.tagged"]).order_by("id").values_list("kind", flat=True)) == [
        "tag.named", "case.tagged",
    ]  # fmt: skip


def test_one_without_the_right_puts_only_tags_there_are(case: Case, owner: Member, late: Tag) -> None:
    assert put_tag(actor=owner, case=case, name="MYÖHÄSSÄ") == late
    with pytest.raises(NoSuchTag):
        put_tag(actor=owner, case=case, name="uusi sana")
    assert tags_of([case]) == {case.pk: [late]}


@pytest.mark.parametrize("name", ["", "  ", "#", "x" * 61, "\0"])
def test_a_tag_is_a_word_or_two(case: Case, lead: Member, name: str) -> None:
    with pytest.raises(TagNameless):
        put_tag(actor=lead, case=case, name=name)


def test_twice_put_on_is_once_on_and_twice_taken_off_is_off(case: Case, owner: Member, late: Tag) -> None:
    for _ in range(2):
        put_tag(actor=owner, case=case, name="myöhässä")
    late.refresh_from_db()
    assert late.uses == 1
    for _ in range(2):
        take_tag_off(actor=owner, case=case, tag=late)
    late.refresh_from_db()
    assert (late.uses, Tagging.objects.count()) == (0, 0)
    assert Entry.objects.filter(kind="case.untagged").count() == 1


def test_an_outsider_puts_nothing_on_anothers_case(case: Case, outsider: Member, late: Tag) -> None:
    with pytest.raises(NotFound):
        put_tag(actor=outsider, case=case, name="myöhässä")
    with pytest.raises(NotFound):
        take_tag_off(actor=outsider, case=case, tag=late)


def test_joined_tags_are_on_each_case_once(case: Case, says: Says, lead: Member, late: Tag) -> None:
    other = says(sender="toinen@posti.example").case
    slow = name_tag(actor=lead, name="hidas")
    for one in (case, other):
        put_tag(actor=lead, case=one, name="hidas")
    put_tag(actor=lead, case=case, name="myöhässä")
    join_tags(actor=lead, winner=late, loser=slow)
    late.refresh_from_db()
    assert tags_of([case, other]) == {case.pk: [late], other.pk: [late]}
    assert (late.uses, list(Tag.objects.all())) == (2, [late])


def test_a_name_belongs_to_one_tag(lead: Member, owner: Member, late: Tag) -> None:
    other = name_tag(actor=lead, name="hidas")
    with pytest.raises(TagTaken):
        rename_tag(actor=lead, tag=other, name="Myöhässä")
    assert rename_tag(actor=lead, tag=late, name="Myöhässä").name == "Myöhässä"
    for act in (lambda: rename_tag(actor=owner, tag=late, name="a"), lambda: remove_tag(actor=owner, tag=late)):
        with pytest.raises(NotAllowed):
            act()


def test_what_is_being_typed_suggests_the_most_used_first(case: Case, lead: Member, late: Tag) -> None:
    much = name_tag(actor=lead, name="Toimitus myöhässä")
    put_tag(actor=lead, case=case, name=much.name)
    assert suggested_tags(lead, "MYÖ") == [much, late]
    assert suggested_tags(lead, "myö", without=case) == [late]
    assert suggested_tags(lead, "öhä") == []


def test_the_queue_shows_and_is_narrowed_by_tags(
    as_owner: Client, as_outsider: Client, case: Case, says: Says, lead: Member
) -> None:
    says(sender="toinen@posti.example")
    tag = put_tag(actor=lead, case=case, name="myöhässä")
    page = as_owner.get("/cases/", {"tag": tag.pk})
    assert [(row.case, row.tags) for row in page.context["rows"]] == [(case, [tag])]
    assert f"tag={tag.pk}" in page.context["asked"].address()
    assert as_outsider.get("/cases/", {"tag": tag.pk, "state": "all"}).context["rows"] == []


def test_a_tag_on_very_many_is_asked_of_each_case(case: Case, lead: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = put_tag(actor=lead, case=case, name="myöhässä")
    monkeypatch.setattr("kohtaamo.work.queries.FEW", 0)
    assert list(Case.objects.filter(wanted({"tag": str(tag.pk)}).where)) == [case]


def test_tags_cost_the_same_for_one_row_and_many(as_owner: Client, says: Says, lead: Member) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_owner.get("/cases/")
        return len(queries)

    for name in ("yksi", "kaksi"):
        put_tag(actor=lead, case=says(sender="eka@posti.example").case, name=name)
    count()
    one = count()
    for n in range(12):
        put_tag(actor=lead, case=says(sender=f"a{n}@posti.example").case, name="yksi")
    assert count() == one


def test_tags_are_found_by_searching(as_owner: Client, case: Case, lead: Member) -> None:
    tag = put_tag(actor=lead, case=case, name="myöhässä")
    found = as_owner.get("/search/", {"q": "myöh"}).context["found"]
    assert found.tags == [tag]
    by_number = as_owner.get("/search/", {"q": "sänky"}).context["found"]
    assert [each.tags for each in by_number.cases] in ([], [[tag]])


def test_the_page_of_a_case_puts_on_and_takes_off(as_owner: Client, case: Case, late: Tag) -> None:
    assert as_owner.post(reverse("case_tags", args=[case.pk]), {"name": "myöhässä"}).status_code == 303
    page = as_owner.get(reverse("case", args=[case.pk])).content.decode()
    assert reverse("case_tag_removal", args=[case.pk, late.pk]) in page
    assert as_owner.post(reverse("case_tag_removal", args=[case.pk, late.pk])).status_code == 303
    assert not Tagging.objects.exists()


def test_tags_are_ordered_on_a_page_of_their_own(
    as_lead: Client, as_owner: Client, case: Case, late: Tag, lead: Member
) -> None:
    assert as_owner.get("/tags/").status_code == 403
    assert as_lead.post("/tags/", {"name": "hidas"}).status_code == 302
    slow = Tag.objects.get(key="hidas")
    assert as_lead.post(f"/tags/{slow.pk}/", {"name": "myöhässä"}).status_code == 409
    assert as_lead.post(f"/tags/{slow.pk}/joining/", {"other": "olematon"}).status_code == 422
    assert as_lead.post(f"/tags/{slow.pk}/joining/", {"other": "Myöhässä"}).status_code == 302
    assert as_lead.get("/tags/").context["tags"].object_list[0] == late
    assert as_lead.post(f"/tags/{late.pk}/removal/").status_code == 302
    assert not Tag.objects.exists()


def test_the_suggestions_of_a_case_are_for_who_sees_it(
    as_owner: Client, as_outsider: Client, case: Case, late: Tag
) -> None:
    asked = {"name": "myö", "case": case.pk}
    assert 'value="myöhässä"' in as_owner.get("/tags/suggestions/", asked).content.decode()
    assert as_outsider.get("/tags/suggestions/", asked).status_code == 404


def test_spellings_of_one_tag_have_one_key() -> None:
    assert key_of("STRAẞE") == key_of("Straße")
